// A page shows the newest view that the server has given it, and says when it is cut off.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { setImmediate } from "node:timers/promises";

import { watching } from "/static/watching.js";
import { FakeSocket } from "../../node/socket.mjs";

const TOPIC = "board:dong-nai";
/** @param {number} seq */
const view = (seq) => ({ topic: TOPIC, seq, view: `as of ${seq}` });

/** @type {FakeSocket} */
let socket;
/** @type {ReturnType<typeof watching>} */
let line;
/** What the page was given to show. @type {string[]} */
let views;
/** What it was told of its connection. @type {import("/static/watching.js").Connection[]} */
let connections;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.parse("2026-11-23T01:00:00Z") });
  socket = new FakeSocket();
  line = watching(socket);
  views = [];
  connections = [];
});

/** A page that watches the topic, connected, with the server's first answer. */
async function watches(seq = 7) {
  socket.answers[TOPIC] = view(seq);
  line.watch(
    TOPIC,
    (shown) => views.push(shown),
    (connection) => connections.push(connection),
  );
  await socket.open();
}

/** Time passes, in steps as short as the page's own looks; the server ticks meanwhile where it is said to. */
async function pass(/** @type {number} */ ms, { ticking = false } = {}) {
  for (let gone = 0; gone < ms; gone += 500) {
    if (ticking && gone % 1_000 === 0) await socket.says("tick", {});
    mock.timers.tick(500);
    await setImmediate();
  }
}

test("a topic is asked for as soon as the connection stands, and its view handed over", async () => {
  await watches();

  assert.equal(socket.dialled, 1);
  assert.deepEqual(socket.asked, [TOPIC]);
  assert.deepEqual(views, ["as of 7"]);
  assert.deepEqual(connections, []);
});

test("a topic that is watched later is asked for at once", async () => {
  await watches();
  socket.answers["hall:dong-nai"] = { topic: "hall:dong-nai", seq: 7, view: "the hall" };
  line.watch("hall:dong-nai", (shown) => views.push(shown));
  await setImmediate();

  assert.deepEqual(views, ["as of 7", "the hall"]);
  assert.equal(socket.dialled, 1);
});

test("what is pushed is handed over, to whoever watches its topic", async () => {
  await watches();
  await socket.says("view", view(8));
  await socket.says("view", { topic: "board:elsewhere", seq: 9, view: "of another hall" });

  assert.deepEqual(views, ["as of 7", "as of 8"]);
});

test("a late view does not undo a newer one", async () => {
  await watches();
  await socket.says("view", view(9));
  await socket.says("view", view(8));

  assert.deepEqual(views, ["as of 7", "as of 9"]);
});

test("after a reconnection the server's answer is the truth, also where its hall began anew", async () => {
  await watches(20);
  socket.cut();
  socket.answers[TOPIC] = view(3);
  await socket.open();

  assert.deepEqual(views, ["as of 20", "as of 3"]);
});

test("a tick tells of a view that was lost on the way: it is asked for", async () => {
  await watches(7);
  socket.answers[TOPIC] = view(8);
  await socket.says("tick", { [TOPIC]: 8 });

  assert.deepEqual(views, ["as of 7", "as of 8"]);
});

test("a tick that has nothing new asks for nothing", async () => {
  await watches(7);
  await socket.says("tick", { [TOPIC]: 7, "board:elsewhere": 99 });

  assert.deepEqual(socket.asked, [TOPIC]);
});

test("a server that does not answer is asked again a second later", async () => {
  line.watch(TOPIC, (shown) => views.push(shown));
  await socket.open();
  socket.answers[TOPIC] = view(7);
  await pass(500);
  assert.deepEqual(views, []);

  await pass(500);

  assert.deepEqual(views, ["as of 7"]);
});

test("a refusal is told in the server's words, and taken back as soon as the topic is there", async () => {
  socket.answers[TOPIC] = { error: "There is no such screen." };
  line.watch(
    TOPIC,
    (shown) => views.push(shown),
    (connection) => connections.push(connection),
  );
  await socket.open();
  assert.deepEqual(connections, [{ connected: true, refusal: "There is no such screen." }]);

  socket.answers[TOPIC] = view(1);
  await pass(10_000, { ticking: true });

  assert.deepEqual(connections.at(-1), { connected: true, refusal: null });
  assert.deepEqual(views, ["as of 1"]);
});

test("a cut that is over in a moment is not worth a word", async () => {
  await watches();
  socket.cut();
  await pass(2_500);
  await socket.open();

  assert.deepEqual(connections, []);
});

test("a longer cut is said, and that it is over", async () => {
  await watches();
  socket.cut();
  await pass(3_000);
  assert.deepEqual(connections, [{ connected: false, refusal: null }]);

  await socket.open();

  assert.deepEqual(connections.at(-1), { connected: true, refusal: null });
});

test("whatever the server says shows that it is there, also where it does not answer yet", async () => {
  await watches();
  socket.cut();
  await pass(3_000);
  socket.answers = {};
  await socket.open();
  assert.deepEqual(connections.at(-1), { connected: false, refusal: null });

  await socket.says("tick", {});

  assert.deepEqual(connections.at(-1), { connected: true, refusal: null });
});

test("a connection that looks open but says nothing is said to be cut, and made anew", async () => {
  await watches();
  await pass(5_500);
  assert.deepEqual(connections, [{ connected: false, refusal: null }], "people are told before it is made anew");
  assert.equal(socket.dialled, 1);

  await pass(500);

  assert.equal(socket.connected, false);
  assert.equal(socket.dialled, 2);
});

for (const [topic, seconds] of /** @type {[string, number][]} */ ([["counter:dong-nai:3", 3], ["board:dong-nai", 4.5], ["ticket:abc", 12.5]])) {
  test(`a screen of ${topic} says within ${seconds} seconds that nothing comes any more`, async () => {
    socket.answers[topic] = { topic, seq: 1, view: "" };
    line.watch(topic, () => {}, (connection) => connections.push(connection));
    await socket.open();

    await pass(seconds * 1_000 - 500);
    assert.deepEqual(connections, []);
    await pass(500);

    assert.deepEqual(connections, [{ connected: false, refusal: null }]);
  });
}

test("a server that ticks is not silent", async () => {
  await watches();
  await pass(30_000, { ticking: true });

  assert.deepEqual(connections, []);
  assert.equal(socket.dialled, 1);
});

test("what moves with time alone is asked for every minute", async () => {
  await watches();
  await pass(60_000, { ticking: true });
  assert.deepEqual(socket.asked, [TOPIC]);

  await pass(500, { ticking: true });

  assert.deepEqual(socket.asked, [TOPIC, TOPIC]);
  assert.deepEqual(views, ["as of 7", "as of 7"], "the same change, but later");
});

test("a server that closed the connection in good order is called again: Socket.IO would not", async () => {
  await watches();
  socket.cut("transport close");
  assert.equal(socket.dialled, 1, "Socket.IO does this itself");
  await socket.open();
  socket.cut("io server disconnect");

  assert.equal(socket.dialled, 2);
});

test("a connection that was refused for good is tried again a second later", async () => {
  await watches();
  socket.cut();
  socket.emit("connect_error", new Error("xhr poll error"));
  await pass(1_000);
  assert.equal(socket.dialled, 1, "Socket.IO still tries");
  socket.active = false;
  socket.emit("connect_error", new Error("not signed in"));

  await pass(1_000);

  assert.equal(socket.dialled, 2);
});

test("a phone that is taken up again asks anew", async () => {
  await watches(7);
  socket.answers[TOPIC] = view(9);
  line.lookAgain();
  await setImmediate();

  assert.deepEqual(views, ["as of 7", "as of 9"]);
});

test("a phone that was put away for long is connected again first", async () => {
  await watches(7);
  socket.cut();
  line.lookAgain();

  assert.equal(socket.dialled, 2);
  assert.deepEqual(socket.asked, [TOPIC]);
});

test("one question at a time is enough", async () => {
  await watches(7);
  socket.answers[TOPIC] = view(8);
  socket.emit("tick", { [TOPIC]: 8 });
  socket.emit("tick", { [TOPIC]: 8 });
  await setImmediate();

  assert.deepEqual(socket.asked, [TOPIC, TOPIC]);
});
