// window.streamlift: what the page shows, to be read by tests and by curious people at the console. It changes nothing.

import { nowMs } from './wire/clock.js';
import { Vector3 } from './vendor/three.min.js';

const point = new Vector3();

/** @param {import('./app.js').App} app The page. @param {string[]} violations Of the content security policy. */
export function watched(app, violations) {
    return Object.freeze({ state: () => state(app, violations) });
}

function state(app, violations) {
    const { connection, sources, playback, history, moment, view, times, figures, commands, frusta } = app;
    const { memory, render } = view.renderer.info;
    return {
        connection: { state: connection.state, opened: connection.opened, line: app.stateLine.line.text },
        schema: { topic: sources.topic, kind: sources.kind, session: sources.session, rigs: [...sources.rigs.keys()] },
        rig: moment.rig === null ? null : { name: moment.rig.name, up: moment.axes.up, floor: moment.axes.floor },
        counts: { ...app.counts },
        people: people(moment.people, view),
        drawn: { joints: figures.joints.count, bones: figures.bones.count, calls: render.calls, triangles: render.triangles },
        frame: moment.frame === null ? null : { sequence: moment.frame.sequence, timestampMs: moment.frame.timestampMs },
        cameras: [...app.panels.panels.keys()].map(stream => ({
            stream, state: app.cameras.state(stream, nowMs()), reprojectionPx: app.cameras.reprojection(stream), text: app.cameras.text(stream, nowMs()),
        })),
        frusta: frusta.cameras.map(({ stream, place }) => ({ stream, place: [...place] })),
        playback: { live: playback.live, paused: playback.paused, speed: playback.speed, behindSeconds: playback.behind },
        history: { frames: history.frames, bytes: history.bytes, seconds: (history.lastMs - history.firstMs) / 1000 },
        latency: {
            record: percentiles(times.record), capture: percentiles(times.capture), drawing: percentiles(times.costs), clockOffsetMs: connection.clock.offsetMs,
        },
        fps: app.draws.perSecond(nowMs()),
        memory: { geometries: memory.geometries, textures: memory.textures, heap: performance.memory?.usedJSHeapSize ?? null },
        view: {
            position: view.camera.position.toArray(), target: view.controls.target.toArray(), preset: view.preset ?? null, moving: view.flight !== null,
            ratio: view.ratio, software: view.software,
        },
        followed: commands.followed,
        options: { ...commands.options, colouring: figures.colouring },
        theme: document.documentElement.dataset.theme,
        violations: [...violations],
    };
}

/** Each person with places in the scene (metres, y up), and where the hip is on the canvas, px. */
function people({ slots, count }, view) {
    return slots.slice(0, count).map(person => {
        point.fromArray(person.joints, 0).project(view.camera);
        return {
            id: person.id,
            stream: person.stream,
            joints: [...person.joints],
            reprojectionPx: person.reprojection,
            screen: [(point.x * 0.5 + 0.5) * view.width, (0.5 - point.y * 0.5) * view.height],
        };
    });
}

function percentiles(window) {
    return { values: window.size, p50: window.percentile(0.5), p99: window.percentile(0.99) };
}
