// The manager's page: the hall at this moment, and what people waited over some days. The moment comes by Socket.IO,
// the days by HTTP when asked for; nothing is counted here.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { alerts, hearOfAlerts } from "/static/alerts.js";
import { chart } from "/static/chart.js";
import { counterHelp, hearOfHelp, listenForHelp } from "/static/counter_help.js";
import { day, heardAt, minutesSince, now, timeOfDay } from "/static/clock.js";
import { devices, someKioskIsInTrouble, unsentMessages, untoldDossiers } from "/static/devices.js";
import { Refusal, UNATTENDED, ask, post } from "/static/commands.js";
import { displays } from "/static/displays.js";
import { hourCells, hourHeadings } from "/static/utilisation.js";
import { decimal, share, whole } from "/static/figures.js";
import { lastHour } from "/static/last_hour.js";
import { lettingIn } from "/static/letting_in.js";
import { watch } from "/static/live.js";
import { loudspeakers } from "/static/loudspeakers.js";
import { paint } from "/static/paint.js";
import { ratingLooks } from "/static/rating_looks.js";
import { playlist } from "/static/playlist.js";
import { steering } from "/static/steering.js";
import { COUNTER_STATES, languageLinks, mark, warning } from "/static/parts.js";
import { SIGN_IN, leaveButton, refused, whoWorksHere } from "/static/staff.js";
import { N_, _, facts, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").HallNow} HallNow */
/** @typedef {import("./contract").CounterNow} CounterNow */
/** @typedef {import("./contract").ServiceNow} ServiceNow */
/** @typedef {import("./contract").Statistics} Statistics */
/** @typedef {import("./contract").RatingMeasures} RatingMeasures */
/** @typedef {import("./contract").StatisticsRow} StatisticsRow */
/** @typedef {Statistics["group_by"]} GroupBy */

const STATISTICS_AGAIN_MS = 60_000;

/** @type {readonly [GroupBy, string][]} */
const GROUPS = [
  ["service", N_("Service")],
  ["department", N_("Department")],
  ["counter", N_("Counter")],
  ["officer", N_("Officer")],
  ["hour", N_("Hour")],
  ["quarter", N_("Quarter of an hour")],
  ["weekday", N_("Weekday")],
  ["day", N_("Day")],
  ["month", N_("Month")],
  ["priority_class", N_("Priority")],
  ["language", N_("Language")],
  ["outcome", N_("Outcome")],
];

/** @type {HallNow | null} */
let hall = null;
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };
/** @type {Statistics | null} */
let statistics = null;
/** @type {Statistics | null} */
let hours = null;
/** @type {import("./contract").RatingPatterns | null} */
let patterns = null;
/** @type {import("./contract").RatingComments | null} */
let comments = null;
let trouble = "";
let today = "";
let wanted = { from: "", to: "", group_by: "service" };

/** @param {HallNow} hall */
const screen = (hall) => html`
  <header class="bar">
    ${mark}
    <div><h1>${name(hall.hall_name)}</h1></div>
    <span class="pill ${hall.open ? "open" : "closed"}">${hall.open ? _("Open") : _("Closed")}</span>
    <div class="end">
      ${languageLinks()}
      <time>${timeOfDay(now(), hall.timezone)}</time>
      ${limit ? nothing : html`<a href="/headline/${facts.hall}">${_("Headline")}</a>`}
      <a href="/dossiers/${facts.hall}">${_("Dossiers of a day")}</a>
      <a href="/account">${_("My account")}</a>
      ${leaveButton()}
    </div>
  </header>
  ${warning(connection, _("Connection lost – what you see may be old. The page reconnects by itself."))}
  <main>
    ${counterHelp(hall, draw)}
    ${alerts(hall, draw)}
    ${totals(hall)}
    ${unsentMessages(hall)} ${untoldDossiers(hall)}
    ${someKioskIsInTrouble(hall) ? devices(hall) : nothing /* else it would stand below the edge of the screen */}
    <div class="moment">${services(hall)} ${counters(hall)}</div>
    <div class="beside">${steering(hall, draw)} ${lastHour(hall)}</div>
    ${loudspeakers(hall, say)}
    ${someKioskIsInTrouble(hall) ? nothing : devices(hall)}
    ${days(hall)}
    ${ratingLooks(patterns, comments)}
    ${limit ? nothing : html`${displays(hall, draw)} ${playlist(hall, draw)} ${lettingIn(draw)}`}
  </main>
`;

/** @type {import("./loudspeakers").Say} */
async function say(asked) {
  try {
    await post(`/api/v1/halls/${facts.hall}/announcements`, asked);
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

/** @param {HallNow} hall */
const totals = (hall) => html`
  <dl class="totals" aria-label=${_("Today")}>
    ${[
      { key: "waiting", words: _("Waiting now"), count: hall.waiting },
      { key: "called", words: _("Called"), count: hall.called },
      { key: "serving", words: _("In service"), count: hall.serving },
      { key: "issued", words: _("Numbers today"), count: hall.issued },
      { key: "served", words: _("Served"), count: hall.served },
      { key: "no_shows", words: _("Did not come"), count: hall.no_shows },
    ].map(
      ({ key, words, count }) =>
        html`<div data-total=${key}><dt>${words}</dt><dd>${number(count)}</dd></div>`,
    )}
  </dl>
`;

/** @param {HallNow} hall */
const services = (hall) => html`
  <section class="card">
    <h2>${_("Who waits now")}</h2>
    ${waitedFor(hall).length
      ? html`<div class="scroll"><table class="waiting">
          <thead>
            <tr>
              <th>${_("Service")}</th>
              <th class="count">${_("Waiting")}</th>
              <th class="count">${_("Counters")}</th>
              <th>${_("Longest wait and target")}</th>
            </tr>
          </thead>
          <tbody>
            ${waitedFor(hall).map(serviceLine)}
          </tbody>
        </table></div>`
      : html`<p class="soft empty">${_("Nobody is waiting.")}</p>`}
    ${hall.services.length > waitedFor(hall).length
      ? html`<p class="soft">${_("Nobody waits for the other services (%(count)s).", { count: hall.services.length - waitedFor(hall).length })}</p>`
      : nothing}
  </section>
`;

/** Those that people wait for, the most pressing first. @param {HallNow} hall */
const waitedFor = (hall) =>
  hall.services.filter((service) => service.waiting > 0).sort((one, other) => pressure(other) - pressure(one));

/** The longest wait as a share of the target. @param {ServiceNow} service */
const pressure = (service) => longestWait(service) / Math.max(1, service.target_wait_minutes);

/** In minutes. @param {ServiceNow} service */
const longestWait = (service) => (service.longest_since ? minutesSince(service.longest_since) : 0);

/** @param {ServiceNow} service */
const serviceLine = (service) => html`
  <tr>
    <td>
      ${name(service.name)}<small>${name(service.department_name)}</small>
      ${service.stopped ? html`<small class="stopped">${_("Stopped today: %(reason)s", { reason: service.stopped })}</small>` : nothing}
    </td>
    <td class="count"><b>${number(service.waiting)}</b></td>
    <td class="count">${number(service.counters_serving)}</td>
    <td>
      <meter class=${pressure(service) > 1 ? "over" : ""} min="0" max="2" .value=${Math.min(2, pressure(service))}></meter>
      <span class=${pressure(service) > 1 ? "against over" : "against"}>
        ${_("%(wait)s of %(target)s min", {
          wait: longestWait(service),
          target: service.target_wait_minutes,
        })}
      </span>
    </td>
  </tr>
`;

/** @param {HallNow} hall */
const counters = (hall) => html`
  <section class="card">
    <h2>${_("Counters")}</h2>
    <p class="legend">
      <span class="busy">${_("With a visitor")}</span>
      ${Object.entries(COUNTER_STATES).map(([state, words]) => html`<span class=${state}>${_(words)}</span>`)}
    </p>
    ${facts.zones.map((/** @type {{slug: string, name: import("/static/words.js").Words}} */ zone) => {
      const here = hall.counters.filter((counter) => counter.zone === zone.slug);
      if (!here.length) return nothing; // another department's, for a supervisor
      return html`<h3>${name(zone.name)}</h3>
        <ul class="counters">
          ${here.map((counter) => counterTile(counter, hall.timezone))}
        </ul>`;
    })}
  </section>
`;

/**
 * @param {CounterNow} counter
 * @param {string} timezone
 */
const counterTile = (counter, timezone) => html`
  <li class="${counter.serving ? "busy" : counter.state} ${counter.help_wanted_at ? "rings" : ""}" title=${[counter.officer, counter.pause_reason].filter(Boolean).join(" · ")}>
    <b>${counter.number}</b>
    <span>${counter.serving ?? _(COUNTER_STATES[counter.state])}</span>
    ${counter.since && counter.serving ? html`<small>${_("%(count)s min", { count: minutesSince(counter.since) })}</small>` : nothing}
    ${counter.back_at && counter.state === "paused" ? html`<small>${_("until %(time)s", { time: timeOfDay(counter.back_at, timezone) })}</small>` : nothing}
  </li>
`;

/** @param {HallNow} hall */
const days = (hall) => html`
  <section class="card days">
    <div class="head">
      <h2>${_("Waiting and service times")}</h2>
      <form @change=${choose}>
        <label>${_("From")}<input type="date" name="from" .value=${wanted.from} max=${day(now(), hall.timezone)} /></label>
        <label>${_("To")}<input type="date" name="to" .value=${wanted.to} max=${day(now(), hall.timezone)} /></label>
        <label>${_("By")}
          <select name="group_by" .value=${wanted.group_by}>
            ${GROUPS.map(([key, words]) => html`<option value=${key} ?selected=${key === wanted.group_by}>${_(words)}</option>`)}
          </select>
        </label>
        <a class="button" href="/api/v1/halls/${facts.hall}/statistics.csv?${query()}" download>${_("Download CSV")}</a>
        <a class="button" href="/api/v1/halls/${facts.hall}/statistics.xlsx?${query()}" download>${_("Download Excel")}</a>
        <a class="button" href="/api/v1/halls/${facts.hall}/statistics.pdf?${query()}" download>${_("Download PDF")}</a>
        <a class="button" href="/manager/${facts.hall}/history">${_("Past days")}</a>
        <a class="button" href="/manager/${facts.hall}/promises">${_("Promised waits")}</a>
        <a class="button" href="/manager/${facts.hall}/planning">${_("Before deciding")}</a>
        <a class="button" href="/manager/${facts.hall}/fairness">${_("Fairness")}</a>
        <a class="button" href="/manager/${facts.hall}/visit">${_("A visit")}</a>
      </form>
    </div>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${hours?.rows.length ? html`<figure><figcaption>${_("Per hour: numbers issued, and the wait that 8 of 10 stayed below")}</figcaption>${chart(hours.rows)}</figure>` : nothing}
    ${statistics ? table(statistics) : nothing}
  </section>
`;

/** @param {Statistics} statistics */
const table = (statistics) => html`
  <div class="wide">
    <table class="statistics">
      <thead>
        <tr>
          <th rowspan="2">${_(GROUPS.find(([key]) => key === statistics.group_by)?.[1] ?? "")}</th>
          <th rowspan="2" class="count">${defined("issued", _("Issued"))}</th>
          <th rowspan="2" class="count">${defined("served", _("Served"))}</th>
          <th colspan="7" class="group">${defined("wait", _("Wait, minutes"))}</th>
          <th colspan="4" class="group">${defined("service", _("Service time, minutes"))}</th>
          <th colspan="3" class="group">${defined("ratings", _("Ratings"))}</th>
          <th colspan="5" class="group">${defined("utilisation", _("Opening hours"))}</th>
          <th rowspan="2" class="count first" title=${_("Counters that nobody had signed out at the close of the day")}>${_("Left open")}</th>
        </tr>
        <tr>
          <th class="count first">n</th>
          <th class="count">${_("Mean")}</th>
          <th class="count">${_("Median")}</th>
          <th class="count">P80</th>
          <th class="count">P90</th>
          <th class="count">${_("Longest")}</th>
          <th class="count">${_("In target")}</th>
          <th class="count first">n</th>
          <th class="count">${_("Mean")}</th>
          <th class="count">P80</th>
          <th class="count" title=${_("Visits that nobody finished in time: counted, but left out of the times")}>${_("Unknown")}</th>
          <th class="count first">n</th>
          <th class="count">${_("Mean")}</th>
          <th class="count">${_("Answered")}</th>
          ${hourHeadings()}
        </tr>
      </thead>
      <tbody>
        ${statistics.rows.map(row)}
      </tbody>
      <tfoot>
        ${row(statistics.total)}
      </tfoot>
    </table>
  </div>
  ${opinions(statistics.total.ratings)}
  <p class="soft">${defined("", _("What the figures mean"))}</p>
`;

/** A figure's name, which leads to what it means. @param {string} slug @param {string} words */
const defined = (slug, words) => html`<a href=${`/definitions?lang=${spoken()}#${slug}`}>${words}</a>`;

/** Why people were not satisfied, and how they judged the indicators of the law. @param {RatingMeasures} ratings */
const opinions = ({ reasons = [], indicators = [] }) => html`
  <div class="opinions">
    ${reasons.length
      ? html`
          <table>
            <thead>
              <tr><th>${_("Why people were not satisfied")}</th><th class="count">${_("Answers")}</th></tr>
            </thead>
            <tbody>
              ${reasons.map(
                (reason) => html`
                  <tr data-reason=${reason.slug}>
                    <th scope="row">${name(reason.name)}</th>
                    <td data-measure="count">${number(reason.count)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        `
      : nothing}
    ${indicators.some((indicator) => indicator.count)
      ? html`
          <table>
            <thead>
              <tr>
                <th>${_("Indicators of Circular 01/2018/TT-VPCP")}</th>
                <th class="count">n</th>
                <th class="count">${_("Mean, 0 to 2")}</th>
              </tr>
            </thead>
            <tbody>
              ${indicators.map(
                (indicator) => html`
                  <tr data-indicator=${indicator.indicator}>
                    <th scope="row">${name(indicator.name)}</th>
                    <td data-measure="count">${number(indicator.count)}</td>
                    <td data-measure="mean">${decimal(indicator.mean)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        `
      : nothing}
  </div>
`;

/** @param {StatisticsRow} line */
const row = (line) => html`
  <tr data-key=${line.key}>
    <th scope="row">${name(line.name)}</th>
    <td>${number(line.issued)}</td>
    <td>${number(line.served)}</td>
    <td class="first" data-measure="count">${number(line.waits.count)}</td>
    <td data-measure="mean">${decimal(line.waits.mean)}</td>
    <td data-measure="p50">${decimal(line.waits.p50)}</td>
    <td data-measure="p80">${decimal(line.waits.p80)}</td>
    <td data-measure="p90">${decimal(line.waits.p90)}</td>
    <td data-measure="max">${decimal(line.waits.max)}</td>
    <td data-measure="within_target">${share(line.waits.within_target)}</td>
    <td class="first">${number(line.service_times.count)}</td>
    <td>${decimal(line.service_times.mean)}</td>
    <td>${decimal(line.service_times.p80)}</td>
    <td data-measure="inaccurate">${number(line.inaccurate ?? 0)}</td>
    <td class="first" data-measure="ratings">${number(line.ratings.count)}</td>
    <td title=${line.ratings.withheld ? _("Shown from 10 answers") : line.ratings.comparable === false ? _("Not to be compared: fewer than 30 answers") : nothing}>
      ${line.ratings.comparable === false && !line.ratings.withheld ? html`<span class="soft">(${decimal(line.ratings.mean)})</span>` : decimal(line.ratings.mean)}
    </td>
    <td>${share(line.ratings.response_rate)}</td>
    ${hourCells(line)}
    <td class="first" data-measure="left_open">${whole(line.left_open ?? null)}</td>
  </tr>
`;

/** @param {Record<string, string>} [changes] */
const query = (changes = {}) => new URLSearchParams({ ...wanted, ...changes }).toString();

/** @param {Event} event */
function choose(event) {
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  wanted = {
    from: String(form.get("from")) || wanted.from,
    to: String(form.get("to")) || wanted.to,
    group_by: String(form.get("group_by")),
  };
  load();
}

/** Goes on to the new day with the hall, unless other days were chosen. @param {string} day */
function follow(day) {
  const chosen = wanted.from !== today || wanted.to !== today;
  if (chosen || day === today) return;
  today = day;
  wanted = { ...wanted, from: day, to: day };
  load();
}

/** @param {RequestInit} [request] */
async function load(request) {
  const address = `/api/v1/halls/${facts.hall}/statistics`;
  try {
    [statistics, hours] = await Promise.all([
      ask(`${address}?${query()}`, request),
      ask(`${address}?${query({ group_by: "hour" })}`, request),
    ]);
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) location.assign(SIGN_IN);
    trouble = error.message;
  }
  draw();
}

/** The last thirty days, once: it is no thing of the moment. */
async function loadLooks() {
  const address = `/api/v1/halls/${facts.hall}`;
  try {
    [patterns, comments] = await Promise.all([ask(`${address}/rating-patterns`, UNATTENDED), ask(`${address}/rating-comments`, UNATTENDED)]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // what is wrong is said by the figures of the days
  }
  draw();
}

function draw() {
  if (hall) paint(screen(hall));
  else if (connection.refusal) paint(refused(connection.refusal));
}

const person = await whoWorksHere();
/** A supervisor watches the own departments only. */
const limit = person?.role === "supervisor" ? `:${person.departments?.join(",")}` : "";
listenForHelp();
setInterval(draw, 10_000);
void loadLooks();
setInterval(load, STATISTICS_AGAIN_MS, UNATTENDED);
watch(
  `hall:${facts.hall}${limit}`,
  (/** @type {HallNow} */ view) => {
    hall = view;
    hearOfHelp(view);
    hearOfAlerts(view);
    heardAt(view.at);
    follow(day(now(), view.timezone));
    draw();
  },
  (news) => {
    connection = news;
    if (news.refusal) whoWorksHere(); // whoever was signed out meanwhile is led to sign in again
    draw();
  },
);
