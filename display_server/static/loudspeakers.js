// The manager's view of the loudspeakers: what is said in each zone, what waits, and having a text said. Decides nothing.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { now, timeOfDay } from "/static/clock.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").HallNow} HallNow */
/** @typedef {import("./contract").AnnouncementNow} AnnouncementNow */
/** What is asked of the server. @typedef {(asked: {kind: string, zone: string | null, texts: Record<string, string>}) => void} Say */

/**
 * @param {HallNow} hall
 * @param {Say} say
 */
export const loudspeakers = (hall, say) =>
  hall.speaks
    ? html`<section class="card loudspeakers">
        <h2>${_("Loudspeakers")}</h2>
        ${(hall.announcements ?? []).some(goesOn)
          ? html`<div class="scroll"><table>
              <thead>
                <tr><th>${_("Zone")}</th><th>${_("What is said")}</th><th>${_("When")}</th><th>${_("By")}</th></tr>
              </thead>
              <tbody>${(hall.announcements ?? []).filter(goesOn).map((each) => line(each, hall))}</tbody>
            </table></div>`
          : html`<p class="soft empty">${_("Nothing waits to be said.")}</p>`}
        ${sayForm(hall, say)}
      </section>`
    : nothing;

/** What was being said when the view was made may be over. @param {AnnouncementNow} announcement */
const goesOn = ({ ends_at }) => !ends_at || Date.parse(ends_at) > now();

/** @param {AnnouncementNow} announcement @param {HallNow} hall */
const line = ({ zone, captions, begins_at, ends_at, speaker }, hall) => html`
  <tr class=${ends_at ? "speaking" : ""}>
    <td>${name(facts.zones.find((/** @type {{slug: string}} */ each) => each.slug === zone)?.name)}</td>
    <td>${name(captions)}</td>
    <td>${ends_at ? _("now") : _("at about %(time)s", { time: timeOfDay(begins_at, hall.timezone) })}</td>
    <td>${speaker ?? nothing}</td>
  </tr>
`;

/** @param {HallNow} hall @param {Say} say */
const sayForm = (hall, say) => html`
  <form
    class="say"
    @submit=${(/** @type {SubmitEvent & {currentTarget: HTMLFormElement}} */ event) => {
      event.preventDefault();
      const given = new FormData(event.currentTarget);
      const texts = Object.fromEntries(
        (hall.languages ?? []).map((language) => [language, String(given.get(`text-${language}`) ?? "").trim()]).filter(([, text]) => text),
      );
      if (Object.keys(texts).length) say({ kind: "text", zone: String(given.get("zone") || "") || null, texts });
      event.currentTarget.reset();
    }}
  >
    <label>${_("Zone")}
      <select name="zone">
        <option value="">${_("All zones")}</option>
        ${facts.zones.map((/** @type {{slug: string, name: Record<string, string>}} */ zone) => html`<option value=${zone.slug}>${name(zone.name)}</option>`)}
      </select>
    </label>
    ${(hall.languages ?? []).map(
      (language) => html`<label>${_("Text to be said")} (${language})<input name="text-${language}" maxlength="300" autocomplete="off" /></label>`,
    )}
    <button class="button">${_("Have it said")}</button>
  </form>
`;
