// The rig's cameras as frusta by their calibration, coloured by how they are.

import { BufferAttribute, BufferGeometry, Color, DoubleSide, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial } from '../vendor/three.min.js';
import { nameIn } from '../model/sources.js';

const DepthMm = 450;
const Edges = [0, 1, 0, 2, 0, 3, 0, 4, 1, 2, 2, 3, 3, 4, 4, 1, 5, 6, 6, 7, 7, 5];
const StateColours = { live: new Color(0x3fb97f), slow: new Color(0xf2b134), silent: new Color(0xe85d75) };

/** The cameras of one rig. */
export class Frusta {
    constructor(scene) {
        this.scene = scene;
        this.cameras = [];
        this.shown = true;
        this.plain = new Color();
    }

    setTheme(theme) {
        this.plain.setHex(theme.frustum);
        for (const camera of this.cameras)
            this.colour(camera);
    }

    /** Draws a rig's cameras anew. */
    setRig(rig) {
        for (const { lines, glass } of this.cameras) {
            this.scene.remove(lines, glass);
            for (const part of [lines, glass]) {
                part.geometry.dispose();
                part.material.dispose();
            }
        }
        this.cameras = rig === null ? [] : rig.lenses.filter(rig.usable).map(lens => this.frustum(lens, rig));
        this.visible = this.shown;
    }

    set visible(shown) {
        this.shown = shown;
        for (const { lines, glass } of this.cameras)
            lines.visible = glass.visible = shown;
    }

    get visible() {
        return this.shown;
    }

    /** @param {string} state live, slow, silent, or unknown. */
    setState(stream, state) {
        const camera = this.cameras.find(one => one.stream === stream);
        if (camera === undefined || camera.state === state)
            return false;
        camera.state = state;
        this.colour(camera);
        return true;
    }

    frustum(lens, rig) {
        const { width, height } = lens;
        const corners = [[0, 0], [width, 0], [width, height], [0, height]].map(([x, y]) => lens.at(x, y, DepthMm));
        const mark = [[0.4, -0.04], [0.6, -0.04], [0.5, -0.16]].map(([x, y]) => lens.at(x * width, y * height, DepthMm)); // says which side is up
        const points = [lens.position, ...corners, ...mark];
        const places = new Float32Array(points.length * 3);
        points.forEach(([x, y, z], i) => rig.axes.place(x, y, z, places, 3 * i));
        const geometry = new BufferGeometry();
        geometry.setAttribute('position', new BufferAttribute(places, 3));
        geometry.setIndex(Edges);
        const pane = new BufferGeometry();
        pane.setAttribute('position', new BufferAttribute(places.slice(), 3));
        pane.setIndex([1, 2, 3, 1, 3, 4]);
        const lines = new LineSegments(geometry, new LineBasicMaterial());
        const glass = new Mesh(pane, new MeshBasicMaterial({ transparent: true, opacity: 0.16, side: DoubleSide, depthWrite: false }));
        glass.renderOrder = 2;
        this.scene.add(lines, glass);
        const camera = { stream: lens.stream, lens, lines, glass, state: 'unknown', place: places.slice(0, 3), name: nameIn(rig, lens.stream) };
        this.colour(camera);
        return camera;
    }

    colour({ lines, glass, state }) {
        lines.material.color.copy(this.plain);
        glass.material.color.copy(StateColours[state] ?? this.plain);
        if (state === 'silent')
            lines.material.color.copy(StateColours.silent);
    }
}
