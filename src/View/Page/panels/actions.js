// Everything that can be done with a key, a button, or both: one table, of which the tool bar and the help are made.

/**
 * What can be done.
 * @param {import('../commands.js').Commands} app Does it.
 * @param {import('../model/playback.js').Playback} playback Steers the time. @param {() => object} track What is stepped through.
 */
export function actions(app, playback, track) {
    const { options } = app;
    const seek = ms => playback.seek((playback.live ? playback.history.lastMs : playback.positionMs) + ms);
    return [
        { group: 'View', keys: ['1'], icon: 'around', text: 'From above and aside', run: () => app.go('around') },
        { group: 'View', keys: ['2'], icon: 'front', text: 'From the front', run: () => app.go('front') },
        { group: 'View', keys: ['3'], icon: 'side', text: 'From the side', run: () => app.go('side') },
        { group: 'View', keys: ['4'], icon: 'top', text: 'From the top', run: () => app.go('top') },
        { group: 'View', keys: ['n'], icon: 'follow', text: 'Follow the next person', run: () => app.followNext(), on: () => app.followed !== null },
        { group: 'View', keys: ['Escape'], text: 'Stop following', run: () => app.follow(null) },
        { group: 'Show', keys: ['c'], icon: 'colour', text: 'Colour by person, sigma, source', run: () => app.nextColouring(), on: () => app.isColoured },
        { group: 'Show', keys: ['u'], icon: 'sigma', text: 'Clouds of the expected error', run: () => app.flip('halos'), on: () => options.halos },
        { group: 'Show', keys: ['t'], icon: 'trails', text: 'Trails', run: () => app.flip('trails'), on: () => options.trails },
        { group: 'Show', keys: ['m'], icon: 'smooth', text: 'Smoothed joints, where there are any', run: () => app.flip('smooth'), on: () => options.smooth },
        { group: 'Show', keys: ['v'], icon: 'frusta', text: 'Cameras', run: () => app.flip('frusta'), on: () => options.frusta },
        { group: 'Show', keys: ['b'], icon: 'labels', text: 'Names', run: () => app.flip('labels'), on: () => options.labels },
        { group: 'Show', keys: ['g'], icon: 'grid', text: 'Grid and axes', run: () => app.flip('grid'), on: () => options.grid },
        { group: 'Show', keys: ['p'], icon: 'panels', text: 'Side panels of the cameras', run: () => app.flip('panels'), on: () => options.panels },
        { group: 'Show', keys: ['o'], icon: 'numbers', text: 'Numbers', run: () => app.flip('readings'), on: () => options.readings },
        { group: 'Show', keys: ['d'], icon: 'theme', text: 'Dark or light', run: () => app.flipTheme() },
        { group: 'Time', keys: [' '], name: 'Space', text: 'Pause and play', run: () => playback.toggle() },
        { group: 'Time', keys: ['ArrowLeft'], name: '←', text: 'One frame back', run: () => playback.step(track(), -1) },
        { group: 'Time', keys: ['ArrowRight'], name: '→', text: 'One frame on', run: () => playback.step(track(), 1) },
        { group: 'Time', keys: ['Shift+ArrowLeft'], name: 'Shift ←', text: 'One second back', run: () => seek(-1000) },
        { group: 'Time', keys: ['Shift+ArrowRight'], name: 'Shift →', text: 'One second on', run: () => seek(1000) },
        { group: 'Time', keys: [','], text: 'Slower', run: () => playback.changeSpeed(-1) },
        { group: 'Time', keys: ['.'], text: 'Faster', run: () => playback.changeSpeed(1) },
        { group: 'Time', keys: ['l', 'End'], name: 'L', text: 'To the newest', run: () => playback.goLive() },
        { group: 'Help', keys: ['?', 'h'], name: '?', icon: 'help', text: 'This help', run: () => app.help() },
    ].map(action => ({ ...action, name: action.name ?? (action.keys[0].length === 1 ? action.keys[0].toUpperCase() : 'Esc') }));
}

/** Lets the keyboard do them, except where somebody types. */
export function bindKeys(list, done) {
    const byKey = new Map(list.flatMap(action => action.keys.map(key => [key, action])));
    addEventListener('keydown', event => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input:not([type=range]), select, textarea, dialog'))
            return;
        const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        const action = byKey.get(event.shiftKey && key.startsWith('Arrow') ? `Shift+${key}` : key);
        if (action === undefined || (key === ' ' && event.target.closest?.('button')))
            return;
        event.preventDefault();
        action.run();
        done();
    });
}

/** Fills the tool bar. @returns {() => void} Shows which are on. */
export function fillTools(list, done) {
    const bar = document.getElementById('tools');
    const buttons = [];
    let group = '';
    for (const action of list) {
        if (action.icon === undefined)
            continue;
        if (group !== '' && group !== action.group)
            bar.append(document.createElement('hr'));
        group = action.group;
        const button = document.createElement('button');
        button.type = 'button';
        button.title = `${action.text} (${action.name})`;
        button.setAttribute('aria-label', action.text);
        button.dataset.action = action.icon;
        button.append(icon(action.icon));
        button.addEventListener('click', () => {
            action.run();
            done();
        });
        bar.append(button);
        if (action.on !== undefined)
            buttons.push([button, action.on]);
    }
    return () => {
        for (const [button, on] of buttons)
            button.setAttribute('aria-pressed', `${Boolean(on())}`);
    };
}

/** Fills the help. */
export function fillHelp(list) {
    const holder = document.getElementById('keys');
    for (const name of new Set(list.map(action => action.group))) {
        const section = holder.appendChild(document.createElement('section'));
        section.appendChild(document.createElement('h3')).textContent = name;
        const table = section.appendChild(document.createElement('dl'));
        for (const action of list.filter(one => one.group === name)) {
            const key = table.appendChild(document.createElement('dt'));
            key.appendChild(document.createElement('kbd')).textContent = action.name;
            table.appendChild(document.createElement('dd')).textContent = action.text;
        }
    }
}

function icon(name) {
    const space = 'http://www.w3.org/2000/svg';
    const picture = document.createElementNS(space, 'svg');
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('aria-hidden', 'true');
    picture.appendChild(document.createElementNS(space, 'use')).setAttribute('href', `#icon-${name}`);
    return picture;
}
