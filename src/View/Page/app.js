// The page as a whole: what comes from the server goes through the history to the canvas.

import { actions, bindKeys, fillHelp, fillTools } from './panels/actions.js';
import { CameraPanels, panelsOf } from './panels/cameras.js';
import { CameraStates } from './model/camerastate.js';
import { caption } from './scene/captions.js';
import { Commands } from './commands.js';
import { Connection } from './wire/connection.js';
import { Counts } from './model/counts.js';
import { DrawnTimes } from './model/drawntimes.js';
import { Figures } from './scene/figures.js';
import { Floor } from './scene/floor.js';
import { Frame, FrameError, People } from './wire/frame.js';
import { Frusta } from './scene/frusta.js';
import { History } from './wire/history.js';
import { Labels } from './scene/labels.js';
import { Moment } from './model/moment.js';
import { nowMs } from './wire/clock.js';
import { Readings } from './panels/readings.js';
import { Playback } from './model/playback.js';
import { Rate } from './model/percentiles.js';
import { reprojectionOf } from './model/reprojection.js';
import { RigChoice } from './panels/rigchoice.js';
import { Sources } from './model/sources.js';
import { StateLine } from './panels/stateline.js';
import { Themes } from './scene/colours.js';
import { Timeline } from './panels/timeline.js';
import { TokenBox } from './panels/token.js';
import { Trails } from './scene/trails.js';
import { View } from './scene/view.js';
import { watchTheme } from './panels/theme.js';

const CamerasEveryMs = 250;
const TogetherMs = 100;

/** Everything on the page. */
export class App {
    /** @param {{keptSeconds: number, fine: boolean}} settings Of the page's address. */
    constructor(settings) {
        this.dirty = true;
        this.counts = new Counts();
        this.status = null;
        this.problem = null;
        this.heardMs = NaN;
        this.camerasMs = 0;
        this.renderedMs = 0;
        this.sources = Sources.none;
        this.seenStreams = new Set();
        this.history = new History(settings.keptSeconds);
        this.playback = new Playback(this.history);
        this.moment = new Moment(this.history);
        this.moment.setSources(this.sources, null);
        this.cameras = new CameraStates();
        this.draws = new Rate();
        this.view = new View(document.getElementById('view'), () => (this.dirty = true), settings.fine);
        const { scene } = this.view;
        this.floor = new Floor(scene);
        this.figures = new Figures(scene, this.view.strong);
        this.trails = new Trails(scene);
        this.frusta = new Frusta(scene);
        this.labels = new Labels(document.getElementById('labels'), person => this.commands.toggleFollowing(person));
        this.panels = new CameraPanels(this.view.strong);
        this.readings = new Readings();
        this.stateLine = new StateLine();
        this.rigChoice = new RigChoice(rig => this.setRig(rig));
        this.timeline = new Timeline(this.playback, () => this.changed());
        this.tokens = new TokenBox(() => this.connection.retry());
        this.commands = new Commands(this, watchTheme(name => this.setTheme(Themes[name])));
        const list = actions(this.commands, this.playback, () => this.mainTrack());
        fillHelp(list);
        bindKeys(list, () => this.changed());
        this.showTools = fillTools(list, () => this.changed());
        this.commands.apply();
        const address = new URL('live', location.href);
        address.protocol = address.protocol.replace('http', 'ws');
        address.search = address.hash = '';
        this.connection = new Connection(address.href, {
            token: () => this.tokens.token,
            message: message => this.told(message),
            frame: (buffer, receivedMs) => this.came(buffer, receivedMs),
            changed: () => this.connectionChanged(),
        });
        this.times = new DrawnTimes(this.view.renderer.getContext(), this.connection.clock);
    }

    start() {
        this.connection.open();
        const loop = () => {
            requestAnimationFrame(loop);
            this.draw();
        };
        requestAnimationFrame(loop);
    }

    changed() {
        this.dirty = true;
        this.showTools();
    }

    // ---- what comes

    connectionChanged() {
        if (this.connection.state === 'refused')
            this.tokens.ask(this.connection.tokenSent);
        if (this.connection.state === 'connecting')
            this.times.clear();
    }

    told(message) {
        if (message.type === 'schema')
            this.setSources(new Sources(message));
        else if (message.type === 'status') {
            this.status = message;
            this.cameras.told(message.cameras ?? [], nowMs());
        }
    }

    setSources(sources) {
        this.sources = sources;
        this.problem = null;
        this.rigChoice.fill(sources.rigNames, sources.topic);
        this.setRig(this.rigChoice.rig);
    }

    setRig(rig) {
        const { moment, sources } = this;
        moment.setSources(sources, rig);
        this.frusta.setRig(moment.room ? moment.rig : null);
        this.floor.setAxes(moment.room ? moment.axes : null);
        this.panels.setCameras(panelsOf(moment, this.seenStreams));
        const shown = `${moment.room} ${sources.topic} ${rig}`;
        if (shown !== this.shown)
            this.commands.framed = this.view.touched = false; // another place to look at
        this.shown = shown;
        this.changed();
    }

    came(buffer, receivedMs) {
        let frame;
        try {
            frame = new Frame(buffer, receivedMs);
        } catch (error) {
            if (!(error instanceof FrameError))
                throw error;
            this.counts.bad++;
            this.problem = `the server sends ${error.message}, which this page can't read: reload it`;
            return;
        }
        const source = this.sources.at(frame.source);
        if (source === undefined)
            return; // the schema that names it is on its way
        this.counts.frames++;
        this.heardMs = receivedMs;
        if (frame.kind !== People) {
            this.cameras.came(source.name, receivedMs);
            this.sawKeypoints(source, frame);
        }
        this.history.add(source.track, frame);
    }

    /** A stream has a panel from its first keypoints on. */
    sawKeypoints(source, frame) {
        if (!frame.hasKeypoints || this.seenStreams.has(source.name))
            return;
        this.seenStreams.add(source.name);
        this.panels.setCameras(panelsOf(this.moment, this.seenStreams));
    }

    // ---- what is drawn

    draw() {
        const now = nowMs();
        const { playback, moment, view } = this;
        if (view.software && this.times.isDrawing)
            return; // a queue of frames would make each of them late
        const ms = playback.tick(now);
        const fresh = moment.take(ms, playback.live, now);
        if (fresh) {
            moment.place(this.commands.options.smooth);
            if (moment.floorMoved) {
                moment.floorMoved = false;
                this.frusta.setRig(moment.rig);
            }
            this.commands.frameOnce();
        }
        this.commands.moveWith();
        view.move();
        this.showCameras(now, ms);
        if (fresh || this.dirty)
            this.render(now, fresh && playback.live);
        else if (now - this.renderedMs < TogetherMs)
            return; // what changes beside the room goes with its frames: the browser puts the page together once for both
        this.panels.draw(this.sources.layouts, this.panelInk);
        this.timeline.show();
        this.stateLine.show(this.connection, this.sources, now, this.heardMs, this.problem);
        this.readings.show(now, this);
    }

    render(now, live) {
        this.dirty = false;
        this.renderedMs = now;
        if (!live && this.moment.people.count > 0)
            this.moment.place(this.commands.options.smooth); // an option may have changed
        this.figures.draw(this.moment.people);
        this.trails.draw(this.moment.people, this.moment.room ? this.moment.track : null, this.moment.index, this.moment.axes);
        caption(this.labels, this.view, this.moment, this.frusta, this.cameras, now);
        this.view.render();
        this.draws.add(now);
        if (live)
            this.counts.drew(this.moment.track);
        this.times.drawn(live ? this.moment.frame : null, now, cost => this.view.cost(cost));
    }

    showCameras(now, ms) {
        const { moment, playback, sources } = this;
        const people = moment.room ? moment.frame : null;
        const measure = now - this.camerasMs >= CamerasEveryMs;
        for (const source of moment.poseSources) {
            const seen = moment.seen(source, ms, playback.live);
            this.panels.give(source.name, seen, people, source.scale);
            if (measure && source.lens !== null && people !== null && seen?.hasKeypoints)
                this.cameras.measured(source.name, reprojectionOf(source, people, seen, sources.layouts));
        }
        if (!measure)
            return;
        this.camerasMs = now;
        for (const [stream, panel] of this.panels.panels) {
            if (panel.seen === null)
                this.panels.give(stream, null, people, 1);
            const state = this.cameras.state(stream, now);
            this.panels.setState(stream, state, this.cameras.text(stream, now));
            if (this.frusta.setState(stream, state))
                this.dirty = true;
        }
    }

    mainTrack() {
        return this.moment.track ?? this.history.track('');
    }

    setTheme(theme) {
        for (const part of [this.view, this.floor, this.figures, this.frusta])
            part.setTheme(theme);
        this.panelInk = theme.ink;
        this.dirty = true;
    }
}
