// One line that says how the connection is.

const QuietMs = 2000;

/** The line's elements. */
export class StateLine {
    constructor() {
        this.element = document.getElementById('state');
        this.line = { state: '', text: '' };
    }

    show(connection, sources, nowMs, heardMs, problem) {
        const line = lineOf(connection, sources, nowMs, heardMs, problem);
        if (line.text !== this.line.text)
            this.element.textContent = line.text;
        if (line.state !== this.line.state)
            this.element.dataset.state = line.state;
        this.line = line;
    }
}

/** @returns {{state: 'live'|'busy'|'bad', text: string}} What the line says. */
function lineOf(connection, sources, nowMs, heardMs, problem) {
    switch (connection.state) {
        case 'connecting':
            return { state: 'busy', text: 'connecting …' };
        case 'waiting':
            return { state: 'bad', text: `disconnected, trying again in ${Math.max(1, Math.ceil((connection.retryAtMs - nowMs) / 1000))} s` };
        case 'refused':
            return { state: 'bad', text: connection.tokenSent ? 'the token was refused' : 'a token is needed' };
        case 'forbidden':
            return { state: 'bad', text: 'refused: the server shows its data only to pages of its own address' };
    }
    if (problem !== null)
        return { state: 'bad', text: problem };
    if (Number.isNaN(heardMs))
        return { state: 'busy', text: `connected, no record in ${sources.topic || 'the topic'} yet` };
    if (nowMs - heardMs > QuietMs)
        return { state: 'busy', text: `connected, no record for ${Math.round((nowMs - heardMs) / 1000)} s` };
    return { state: 'live', text: 'live' };
}
