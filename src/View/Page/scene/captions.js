// The names in the scene: of people, cameras and streams.

import { personColour } from './colours.js';
import { Crown, Hip } from '../model/skeleton.js';

const Hues = { live: 0x3fb97f, slow: 0xf2b134, silent: 0xe85d75, unknown: 0x8a94a0 };

/** Places all labels of a drawn frame. */
export function caption(labels, view, moment, frusta, cameras, nowMs) {
    const { people } = moment;
    labels.begin(view, nowMs);
    for (let i = 0; i < people.count; i++) {
        const person = people.slots[i];
        const at = Number.isNaN(person.joints[3 * Crown]) ? Hip : Crown;
        const detail = person.stream === null ? error(person) : '';
        labels.put('person', `${person.id}`, detail, personColour(person.id).getHex(), ...place(person.joints, at, 0.16), person);
    }
    for (const { name, x } of people.captions)
        labels.put('stream', name, '', 0x8a94a0, x, 0, 0.75);
    if (frusta.visible)
        for (const { stream, name, place: [x, y, z] } of frusta.cameras)
            labels.put('camera', name, cameras.text(stream, nowMs), Hues[cameras.state(stream, nowMs)], x, y + 0.12, z);
    labels.end();
}

function place(joints, joint, above) {
    return [joints[3 * joint], joints[3 * joint + 1] + above, joints[3 * joint + 2]];
}

/** The mean expected error of a person's joints. */
function error(person) {
    let sum = 0;
    for (const sigma of person.sigma)
        sum += sigma;
    return Number.isNaN(sum) ? '' : `± ${(sum / person.sigma.length).toFixed(0)} mm`;
}
