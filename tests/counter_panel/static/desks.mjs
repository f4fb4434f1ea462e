// A counter as the server shows it, for tests: what a test does not name does not matter to it.

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Ticket} Ticket */

export const NOW = Date.parse("2026-11-23T01:00:00Z");

/** So long from now. @param {number} seconds */
export const inSeconds = (seconds) => new Date(NOW + seconds * 1000).toISOString();

const words = (/** @type {string} */ text) => ({ vi: text, en: text });

/** @param {Partial<Ticket>} changes @returns {Ticket} */
export const ticket = (changes = {}) => ({
  id: 45,
  number: "A045",
  hall: "dong-nai",
  hall_name: words("Hall"),
  timezone: "Asia/Ho_Chi_Minh",
  service: "land",
  service_name: words("Land"),
  department: "land",
  department_name: words("Land"),
  zone: "east",
  zone_name: words("East"),
  priority_class: null,
  priority_class_name: null,
  language: "vi",
  state: "waiting",
  issued_at: inSeconds(-1200),
  called_at: null,
  started_at: null,
  finished_at: null,
  counter: null,
  calls: 0,
  people_ahead: 0,
  counters_serving: 1,
  wait: null,
  rated: false,
  token: "t0k3n",
  follow_url: "http://hall.test/t/t0k3n",
  stop: 1,
  queued_at: inSeconds(-1200),
  waited_minutes: null,
  next_stops: [],
  for_counter: null,
  sent_by: null,
  postponed_until: null,
  park_reason: null,
  back_at: null,
  dossiers: 1,
  paper: null,
  ...changes,
});

/** @param {Partial<Ticket>} [changes] */
export const called = (changes = {}) => ticket({ state: "called", called_at: inSeconds(-30), counter: 12, calls: 1, ...changes });
export const serving = () => ticket({ state: "serving", called_at: inSeconds(-90), started_at: inSeconds(-60), counter: 12, calls: 1 });

/**
 * @param {string} number
 * @param {number} id
 * @param {Partial<import("/static/contract").WaitingEntry>} [changes]
 * @returns {import("/static/contract").WaitingEntry}
 */
export const waiting = (number, id, changes = {}) => ({
  ticket: id,
  number,
  service: "land",
  priority_class: null,
  issued_at: inSeconds(-1200),
  rank: inSeconds(-1200),
  ...changes,
});

/** @param {Partial<Desk>} changes @returns {Desk} */
export const desk = (changes = {}) => ({
  hall: "dong-nai",
  hall_name: words("Hall"),
  timezone: "Asia/Ho_Chi_Minh",
  counter: 12,
  zone: "east",
  zone_name: words("East"),
  state: "open",
  officer: "Lan",
  pause_reason: null,
  current: null,
  services: [],
  priority_classes: [],
  waiting_count: 0,
  waiting: [],
  parked: [],
  served_today: 0,
  at: inSeconds(0),
  back_at: null,
  no_show: null,
  undo_until: null,
  missed: [],
  ...changes,
});
