// The side panels: each camera's keypoints, and the people of the room projected over them with the camera's lens.

import { Bones } from '../model/skeleton.js';
import { Joints } from '../wire/frame.js';
import { nameIn } from '../model/sources.js';
import { projectPerson } from '../model/reprojection.js';
import { personColour } from '../scene/colours.js';

const MostAtOnce = { strong: 4, weak: 1 };
const points = new Float32Array(Joints * 2);

/** Which panels there are: all cameras of the rig, and streams with keypoints. @param {Set<string>} seen The streams that have sent some. */
export function panelsOf({ room, rig, poseSources }, seen) {
    const lenses = room && rig !== null ? rig.lenses.filter(rig.usable) : [];
    const placed = lenses.map(lens => ({ stream: lens.stream, name: nameIn(rig, lens.stream), lens, image: null }));
    const others = poseSources.filter(({ name }) => seen.has(name) && !placed.some(one => one.stream === name));
    return [...placed, ...others.map(({ name, image }) => ({ stream: name, name, lens: null, image }))];
}

/** The column of panels. */
export class CameraPanels {
    /** @param {boolean} strong Whether there is a graphics processor: without one, it is cheaper not to ask for it. */
    constructor(strong) {
        this.strong = strong;
        this.most = strong ? MostAtOnce.strong : MostAtOnce.weak;
        this.holder = document.getElementById('cameras');
        this.panels = new Map();
        this.turn = 0;
        this.shown = true;
    }

    set visible(shown) {
        this.shown = shown;
        this.holder.hidden = !shown || this.panels.size === 0;
    }

    get visible() {
        return this.shown;
    }

    /** @param {Array<{stream: string, name: string, lens: object|null, image: number[]|null}>} cameras Which panels there are, in this order. */
    setCameras(cameras) {
        const wanted = new Set(cameras.map(camera => camera.stream));
        for (const [stream, panel] of this.panels)
            if (!wanted.has(stream)) {
                panel.element.remove();
                this.panels.delete(stream);
            }
        for (const { stream, name, lens, image } of cameras) {
            if (!this.panels.has(stream))
                this.panels.set(stream, this.panel(stream, name));
            const panel = this.panels.get(stream);
            panel.lens = lens;
            panel.sized = lens ?? (image ? { width: image[0], height: image[1] } : null);
            panel.size = panel.sized ?? panel.size ?? { width: 1280, height: 720 };
            this.holder.append(panel.element);
        }
        this.visible = this.shown;
    }

    panel(stream, text) {
        const element = document.createElement('figure');
        const canvas = element.appendChild(document.createElement('canvas'));
        const caption = element.appendChild(document.createElement('figcaption'));
        const [light, name, state] = ['i', 'b', 'span'].map(tag => caption.appendChild(document.createElement(tag)));
        name.textContent = text;
        name.title = stream;
        const context = canvas.getContext('2d', { willReadFrequently: !this.strong });
        return { stream, element, canvas, context, light, state, scale: 1, seen: null, people: null, drawnSeen: undefined, drawnPeople: undefined };
    }

    /** Gives a panel what its camera saw, and the people of the room; either may be null. @param {number} scale To the calibrated image. */
    give(stream, seen, people, scale) {
        const panel = this.panels.get(stream);
        if (panel === undefined)
            return;
        panel.seen = seen;
        panel.people = people;
        panel.scale = scale;
    }

    /** @param {string} state live, slow, silent or unknown. @param {string} text What is known of the camera. */
    setState(stream, state, text) {
        const panel = this.panels.get(stream);
        if (panel === undefined)
            return;
        if (panel.light.dataset.state !== state)
            panel.light.dataset.state = state;
        if (panel.state.textContent !== text)
            panel.state.textContent = text;
    }

    /** Draws what changed: some panels a frame, by turns, so that many cameras cost no frames of the room. */
    draw(layouts, style) {
        if (this.holder.hidden)
            return 0;
        const panels = [...this.panels.values()];
        let drawn = 0;
        for (let i = 0; i < panels.length && drawn < this.most; i++) {
            const panel = panels[(this.turn + i) % panels.length];
            if (panel.seen === panel.drawnSeen && panel.people === panel.drawnPeople && style === panel.drawnStyle)
                continue;
            this.drawOne(panel, layouts, style);
            drawn++;
            if (drawn === this.most)
                this.turn = (this.turn + i + 1) % panels.length;
        }
        return drawn;
    }

    drawOne(panel, layouts, style) {
        const { context, canvas } = panel;
        if (panel.sized === null)
            fit(panel);
        const width = Math.round(canvas.clientWidth * Math.min(2, devicePixelRatio));
        const height = Math.round((width * panel.size.height) / panel.size.width);
        if (width > 0 && (canvas.width !== width || canvas.height !== height)) {
            canvas.width = width;
            canvas.height = height;
        }
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, canvas.width, canvas.height);
        context.scale(canvas.width / panel.size.width, canvas.height / panel.size.height);
        const px = panel.size.width / Math.max(1, canvas.clientWidth);
        context.lineCap = 'round';
        if (panel.lens !== null && panel.people !== null)
            for (let p = 0; p < panel.people.count; p++)
                this.reprojected(panel, p, px);
        context.scale(panel.scale, panel.scale);
        if (panel.seen !== null)
            for (let p = 0; p < panel.seen.count; p++)
                this.seen(panel, p, layouts, px / panel.scale, style);
        panel.drawnSeen = panel.seen;
        panel.drawnPeople = panel.people;
        panel.drawnStyle = style;
    }

    reprojected({ context, lens, people }, person, px) {
        projectPerson(lens, people, person, points);
        context.beginPath();
        for (const [from, to] of Bones)
            line(context, points[2 * from], points[2 * from + 1], points[2 * to], points[2 * to + 1]);
        line(context, points[18], points[19], points[20], points[21]);
        context.strokeStyle = `#${personColour(people.id(person)).getHexString()}`;
        context.lineWidth = 4.2 * px;
        context.globalAlpha = 0.85;
        context.stroke();
        context.globalAlpha = 1;
    }

    seen({ context, seen }, person, layouts, px, style) {
        const layout = seen.keypoints(person) > 0 ? layouts[seen.keypointLayout(person)] : undefined;
        if (layout === undefined)
            return;
        const { floats } = seen;
        const at = seen.keypointsAt(person);
        context.strokeStyle = context.fillStyle = style;
        context.lineWidth = 0.8 * px;
        context.beginPath();
        for (const [from, to] of layout.bones ?? [])
            if (floats[at + 3 * from + 2] > 0 && floats[at + 3 * to + 2] > 0)
                line(context, floats[at + 3 * from], floats[at + 3 * from + 1], floats[at + 3 * to], floats[at + 3 * to + 1]);
        context.stroke();
        context.beginPath();
        for (let k = 0; k < seen.keypoints(person); k++)
            if (floats[at + 3 * k + 2] > 0)
                context.rect(floats[at + 3 * k] - px, floats[at + 3 * k + 1] - px, 2 * px, 2 * px);
        context.fill();
    }
}

function line(context, x1, y1, x2, y2) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
}

/** Where nobody says the image's size, the keypoints do: the smallest usual one that holds them. */
function fit(panel) {
    if (panel.seen === null)
        return;
    let most = 0;
    for (let p = 0; p < panel.seen.count; p++)
        for (let k = 0; k < panel.seen.keypoints(p); k++) {
            const at = panel.seen.keypointsAt(p) + 3 * k;
            if (panel.seen.floats[at + 2] > 0)
                most = Math.max(most, panel.seen.floats[at], (panel.seen.floats[at + 1] * 16) / 9);
        }
    for (const width of [1280, 1920, 2560, 3840, 7680])
        if (most <= width) {
            if (width > panel.size.width)
                panel.size = { width, height: (width * 9) / 16 };
            return;
        }
}
