// Shows the messages of the server as text.
const show = (id, text) => {
  document.getElementById(id).textContent = text;
};

function connect() {
  const socket = new WebSocket(new URL("live", location.href.replace(/^http/, "ws")));
  socket.binaryType = "arraybuffer";
  let frames = 0;
  socket.onopen = () => socket.send(JSON.stringify(Object.fromEntries(new URLSearchParams(location.hash.slice(1)))));
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") {
      const message = JSON.parse(data);
      show(message.type, JSON.stringify(message, null, 1));
    } else show("frames", `${++frames} frames, the last one of ${data.byteLength} bytes`);
  };
  socket.onclose = (end) => {
    show("frames", `closed: ${end.code} ${end.reason}`);
    setTimeout(connect, 1000);
  };
}

connect();
