// Screens show the server's time in the hall's zone, whatever their own clocks and zones say.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { day, dayInWords, heardAt, minutes, minutesSince, now, running, secondsSince, timeOfDay } from "/static/clock.js";

const HALL = "Asia/Ho_Chi_Minh";
const SERVER = "2026-11-23T01:59:30Z";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-22T23:00:00Z") }); // this machine is three hours late
  heardAt(SERVER);
});

test("the time is the server's, as it goes on after a view was heard", () => {
  assert.equal(now(), Date.parse(SERVER));

  mock.timers.tick(31_000);

  assert.equal(timeOfDay(now(), HALL), "09:00");
});

test("times of day are the hall's", () => {
  assert.equal(timeOfDay(SERVER, HALL), "08:59");
  assert.equal(timeOfDay("2026-11-22T17:05:00Z", HALL), "00:05");
});

test("the day is the hall's too: it has begun before that of the world's clock", () => {
  const early = Date.parse("2026-11-22T18:00:00Z");

  assert.equal(day(early, HALL), "2026-11-23");
  assert.match(dayInWords(early, HALL, "en"), /^Monday,? 23 November 2026$/);
  assert.match(dayInWords(early, HALL, "vi"), /^Thứ Hai, 23 tháng 11/);
});

test("what is past is counted by the server's clock, and what is still to come is no time ago", () => {
  assert.equal(secondsSince("2026-11-23T01:58:00Z"), 90);
  assert.equal(minutesSince("2026-11-23T01:58:30Z"), 1);
  assert.equal(minutesSince("2026-11-23T01:58:31Z"), 0);
  assert.equal(secondsSince("2026-11-23T02:00:00Z"), 0);
});

test("a running time is told in minutes and seconds", () => {
  assert.equal(running(0), "0:00");
  assert.equal(running(247.9), "4:07");
  assert.equal(running(3_600), "60:00");
});

test("minutes are told in words", () => {
  assert.equal(minutes(1), "1 minute");
  assert.equal(minutes(15), "15 minutes");
});
