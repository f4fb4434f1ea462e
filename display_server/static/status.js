// The hall's open status, for whoever thinks of coming: what waits now, how long, and when it is quiet. Asks every 15 s.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { timeOfDay } from "/static/clock.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark, warning } from "/static/parts.js";
import { told } from "/static/quiet_time.js";
import { _, facts, name, ngettext } from "/static/words.js";

/** @typedef {import("./contract").HallStatus} HallStatus */
/** @typedef {import("./contract").ServiceStatus} ServiceStatus */
/** @typedef {import("./contract").QuietTime} QuietTime */

const ASKS_EVERY_MS = 15_000;

/** @type {HallStatus | null} */
let hall = null;
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };

/** @param {HallStatus} hall */
const screen = (hall) => html`
  <header class="bar">
    ${mark}<span class="brand">${name(hall.name)}</span>
    <div class="end">${languageLinks()}</div>
  </header>
  ${warning(connection, _("Connection lost – these figures are of %(time)s", { time: timeOfDay(hall.updated_at, hall.timezone) }))}
  <main class="status">
    <section class="now">
      <h1>${hall.open ? _("The hall is open") : name(hall.why_closed) || _("The hall is closed")}</h1>
      <p>
        ${ngettext("%(count)s visitor waits", "%(count)s visitors wait", hall.waiting)} ·
        <span class="soft">${_("as of %(time)s", { time: timeOfDay(hall.updated_at, hall.timezone) })}</span>
      </p>
      ${hall.hotline ? html`<p class="soft">${_("Hotline %(number)s", { number: hall.hotline })}</p>` : nothing}
    </section>
    ${departments(hall).map(([title, services]) => html`
      <section class="department">
        <h2>${title}</h2>
        <ul>${services.map((each) => service(hall, each))}</ul>
      </section>`)}
  </main>
`;

/**
 * The services by department, in the hall's order.
 * @param {HallStatus} hall
 * @returns {[string, ServiceStatus[]][]}
 */
function departments(hall) {
  /** @type {Map<string, [string, ServiceStatus[]]>} */
  const found = new Map();
  for (const each of hall.services) {
    const known = found.get(each.department) ?? [name(each.department_name), []];
    known[1].push(each);
    found.set(each.department, known);
  }
  return [...found.values()];
}

/**
 * @param {HallStatus} hall
 * @param {ServiceStatus} each
 */
const service = (hall, each) => html`
  <li class=${each.open ? "open" : "closed"}>
    <h3>${name(each.name)}</h3>
    ${each.open
      ? html`<p class="wait"><b>${wait(each)}</b> <span class="soft">· ${ngettext("%(count)s visitor waits", "%(count)s visitors wait", each.waiting)}</span></p>`
      : html`<p class="soft">${name(each.why_closed)}</p>`}
    ${each.quiet_hours?.length ? html`<p class="quiet">${quiet(hall, each.quiet_hours[0])}</p>` : nothing}
  </li>
`;

/** @param {ServiceStatus} each */
function wait(each) {
  if (!each.wait) return each.counters_serving ? _("not known yet") : _("no counter serves this now");
  const { low_minutes: low, high_minutes: high } = each.wait;
  return low === high
    ? ngettext("about %(count)s minute", "about %(count)s minutes", high)
    : _("%(low)s–%(high)s minutes", { low, high });
}

/**
 * @param {HallStatus} hall
 * @param {QuietTime} hour
 */
const quiet = (hall, hour) =>
  _(
    "Quiet: %(day)s %(from)s–%(until)s, about %(minutes)s min; on %(shorter)s of %(days)s such days shorter than usual",
    told(hour, hall.timezone),
  );

async function ask() {
  try {
    const answer = await fetch(`/api/v1/halls/${facts.hall}/status`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    hall = /** @type {HallStatus} */ (await answer.json());
    connection = { connected: true, refusal: null };
  } catch {
    connection = { connected: false, refusal: null };
  }
  if (hall) paint(screen(hall));
}

await ask();
setInterval(ask, ASKS_EVERY_MS);
