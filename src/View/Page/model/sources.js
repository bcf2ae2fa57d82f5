// What the schema says: rigs with their lenses, and the source that each frame's number means.

import { Axes, likelyUp } from './axes.js';
import { Lens } from './lens.js';
import { counterparts } from './skeleton.js';

/** A rig's cameras and its world. */
class Rig {
    constructor(rig) {
        this.name = rig.name;
        this.lenses = rig.cameras.map(camera => new Lens(camera));
        this.usable = lens => lens.calibrated && (lens.camera.translation !== undefined || rig.cameras.length === 1);
        this.floorGiven = rig.floor ?? null;
        this.axes = new Axes(rig.up ?? likelyUp(rig.cameras), rig.floor ?? 0);
    }
}

/** A stream's name beside its rig's: without it. */
export function nameIn(rig, stream) {
    return rig !== null && stream.startsWith(`${rig.name}/`) && stream.length > rig.name.length + 1 ? stream.slice(rig.name.length + 1) : stream;
}

/** The schema, ready for use. */
export class Sources {
    constructor(schema) {
        this.topic = schema.topic ?? '';
        this.session = schema.session ?? '';
        this.kind = schema.kind ?? 'people';
        this.rigs = new Map((schema.rigs ?? []).map(rig => [rig.name, new Rig(rig)]));
        this.layouts = Object.values(schema.layouts ?? {}).map(layout => ({ ...layout, counterparts: counterparts(layout.joints) }));
        this.list = [];
        for (const source of schema.sources ?? []) {
            const rig = this.rigs.get(source.rig) ?? null;
            const lens = rig?.lenses[source.camera] ?? null;
            const usable = lens !== null && rig.usable(lens) ? lens : null;
            // where the image has another size than the calibrated one, the whole image was scaled
            const scale = usable !== null && source.image ? usable.width / source.image[0] : 1;
            this.list[source.index] = { ...source, track: `${source.kind} ${source.name}`, lens: usable, scale };
        }
    }

    static get none() {
        return new Sources({});
    }

    /** @returns The source of this number, or undefined where the schema names none. */
    at(index) {
        return this.list[index];
    }

    /** The sources of people of a rig. */
    people(rig) {
        return this.list.filter(source => source?.kind === 'people' && source.rig === rig);
    }

    /** The streams of poses, of one rig or (null) all. */
    streams(rig) {
        return this.list.filter(source => source?.kind === 'poses' && (rig === null || source.rig === rig));
    }

    /** The names of rigs that people come of, or that the schema has. */
    get rigNames() {
        const named = this.list.filter(source => source?.kind === 'people').map(source => source.rig ?? source.name);
        return [...new Set([...named, ...this.rigs.keys()])];
    }
}
