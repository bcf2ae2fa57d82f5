// What people can do with the view: presets, following, and what is shown.

import { showLegend } from './panels/legend.js';

const Colourings = ['person', 'sigma', 'source'];

/** The commands behind keys and buttons. */
export class Commands {
    /** @param {import('./app.js').App} app What they act on. @param {() => void} flipTheme Dark to light, and back. */
    constructor(app, flipTheme) {
        this.app = app;
        this.flipTheme = flipTheme;
        this.followed = null;
        this.framed = false;
        this.framedStreams = 0;
        const narrow = innerWidth < 720;
        this.options = { halos: false, trails: true, smooth: false, frusta: true, labels: true, grid: true, panels: !narrow, readings: !narrow };
    }

    get people() {
        return this.app.moment.people;
    }

    /** Whether colours mean another thing than people. */
    get isColoured() {
        return this.app.figures.colouring !== 'person';
    }

    /** Looks at what there is: the first time that there is something, and when further streams come before anybody has moved. */
    frameOnce() {
        const { count, captions } = this.people;
        if (count === 0 || (this.framed && (captions.length <= this.framedStreams || this.app.view.touched)))
            return;
        this.framed = true;
        this.framedStreams = captions.length;
        this.go(this.app.moment.room ? 'around' : 'front'); // side by side they are compared
    }

    /** @param {'around'|'front'|'side'|'top'} preset Flies there. */
    go(preset) {
        const { view, moment } = this.app;
        const person = this.followedPerson;
        const extent = moment.extent();
        if (person !== null)
            view.setExtent(person.joints[0], person.joints[2], 1.7);
        else if (extent !== null)
            view.setExtent(extent.x, extent.z, extent.radius);
        view.go(preset);
    }

    get followedPerson() {
        return this.followed === null ? null : this.people.find(this.followed.id, this.followed.stream);
    }

    follow(person) {
        this.followed = person === null ? null : { id: person.id, stream: person.stream };
        this.app.changed();
    }

    isFollowed(person) {
        return this.followed !== null && person.is(this.followed.id, this.followed.stream);
    }

    toggleFollowing(person) {
        this.follow(this.isFollowed(person) ? null : person);
    }

    followNext() {
        const { slots, count } = this.people;
        let at = -1;
        for (let i = 0; i < count; i++)
            if (this.isFollowed(slots[i]))
                at = i;
        this.follow(count === 0 || at === count - 1 ? null : slots[at + 1]);
    }

    /** Keeps the followed person in the middle. */
    moveWith() {
        const person = this.followedPerson;
        if (person !== null && !Number.isNaN(person.joints[0]))
            this.app.view.follow(person.joints[0], Math.max(0.6, person.joints[1]), person.joints[2], 0.12);
    }

    nextColouring() {
        const { figures } = this.app;
        figures.colouring = Colourings[(Colourings.indexOf(figures.colouring) + 1) % Colourings.length];
        showLegend(figures.colouring);
    }

    flip(option) {
        this.options[option] = !this.options[option];
        this.apply();
    }

    apply() {
        const { app, options } = this;
        app.figures.halos = options.halos;
        app.trails.visible = options.trails;
        app.frusta.visible = options.frusta;
        app.labels.visible = options.labels;
        app.floor.visible = options.grid;
        app.panels.visible = options.panels;
        app.readings.visible = options.readings;
    }

    help() {
        const dialog = document.getElementById('help');
        if (dialog.open)
            dialog.close();
        else
            dialog.showModal();
    }
}
