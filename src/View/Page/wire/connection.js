// The WebSocket to the server, which comes back by itself.

import { nowMs, ServerClock } from './clock.js';

const FirstWaitMs = 500;
const LongestWaitMs = 10_000;
const SilentMs = 6_000;
const PingMs = 2_000;
const QuickPings = 6;
const QuickPingMs = 150;
const WrongToken = 4401;
const WrongOrigin = 4403;

/** States: connecting, open, waiting (for the next try), refused (a token is needed), forbidden. */
export class Connection {
    /**
     * @param {string} address Of the WebSocket.
     * @param {{token: () => string|null, message: (text: object) => void, frame: (buffer: ArrayBuffer, receivedMs: number) => void,
     *   changed: () => void}} events Called on what happens.
     */
    constructor(address, events) {
        this.address = address;
        this.events = events;
        this.clock = new ServerClock();
        this.state = 'connecting';
        this.retryAtMs = 0;
        this.waitMs = FirstWaitMs;
        this.opened = 0;
        this.pings = new Map();
        this.pingId = 0;
        this.tokenSent = false;
        setInterval(() => this.tick(), 250);
        addEventListener('online', () => this.state === 'waiting' && this.open());
    }

    open() {
        this.enter('connecting');
        this.pings.clear();
        this.heardMs = nowMs();
        const socket = new WebSocket(this.address);
        socket.binaryType = 'arraybuffer';
        this.socket = socket;
        socket.onopen = () => this.greet(socket);
        socket.onmessage = event => socket === this.socket && this.receive(event.data);
        socket.onclose = event => socket === this.socket && this.closed(event.code);
    }

    /** Tries again with another token. */
    retry() {
        this.waitMs = FirstWaitMs;
        this.drop();
        this.open();
    }

    greet(socket) {
        const token = this.events.token();
        this.tokenSent = token !== null;
        socket.send(JSON.stringify(token === null ? {} : { token }));
        this.clock.reset();
        this.quick = QuickPings;
        this.ping();
    }

    receive(data) {
        const now = nowMs();
        this.heardMs = now;
        if (typeof data !== 'string') {
            this.events.frame(data, now);
            return;
        }
        const message = JSON.parse(data);
        if (message.type === 'pong') {
            this.answered(message, now);
            return;
        }
        if (message.type === 'schema' && this.state !== 'open') {
            this.waitMs = FirstWaitMs;
            this.opened++;
            this.enter('open');
        }
        this.events.message(message);
    }

    answered(pong, now) {
        const sent = this.pings.get(pong.id);
        if (sent === undefined)
            return;
        this.pings.delete(pong.id);
        this.clock.answered(sent, now, pong.serverMs);
        if (--this.quick > 0)
            setTimeout(() => this.ping(), QuickPingMs);
    }

    ping() {
        if (this.socket?.readyState !== WebSocket.OPEN)
            return;
        const id = ++this.pingId;
        this.pings.clear();
        this.pings.set(id, (this.pingedMs = nowMs()));
        this.socket.send(JSON.stringify({ type: 'ping', id }));
    }

    tick() {
        const now = nowMs();
        if (this.state === 'waiting' && now >= this.retryAtMs)
            this.open();
        else if ((this.state === 'open' || this.state === 'connecting') && now - this.heardMs > SilentMs)
            this.closed(0); // the network went without a word
        else if (this.state === 'open' && now - this.pingedMs >= PingMs)
            this.ping();
        if (this.state === 'waiting')
            this.events.changed();
    }

    closed(code) {
        this.drop();
        if (code === WrongToken)
            this.enter('refused');
        else if (code === WrongOrigin)
            this.enter('forbidden');
        else {
            this.retryAtMs = nowMs() + this.waitMs;
            this.waitMs = Math.min(LongestWaitMs, this.waitMs * 1.7);
            this.enter('waiting');
        }
    }

    drop() {
        const socket = this.socket;
        this.socket = null;
        socket?.close();
    }

    enter(state) {
        this.state = state;
        this.events.changed();
    }
}
