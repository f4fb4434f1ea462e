// Below the figures of the days: patterns in ratings that need a look, and what citizens wrote. Counts nothing itself.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { _, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").RatingPatterns} RatingPatterns */
/** @typedef {import("./contract").RatingComments} RatingComments */

/**
 * @param {RatingPatterns | null} patterns
 * @param {RatingComments | null} comments
 */
export const ratingLooks = (patterns, comments) => html`
  ${patterns ? found(patterns) : nothing}
  ${comments?.comments.length ? written(comments) : nothing}
`;

/** @param {RatingPatterns} patterns */
const found = ({ first_day, last_day, judged, found, method }) => html`
  <section class="card rating-patterns">
    <h2>${_("Ratings that need a look")}</h2>
    <p class="soft">${_("%(from)s to %(to)s, officers tested: %(count)s", { from: shown(first_day), to: shown(last_day), count: judged })}</p>
    ${found.length
      ? html`<div class="scroll"><table>
          <thead>
            <tr>
              <th>${_("Officer")}</th>
              <th>${_("What was seen")}</th>
              <th class="count">${_("Answers")}</th>
              <th class="count">${_("Seen")}</th>
              <th class="count">${_("Honest measure")}</th>
              <th class="count">${_("By chance")}</th>
            </tr>
          </thead>
          <tbody>
            ${found.map(
              (each) => html`
                <tr data-pattern=${each.pattern}>
                  <th scope="row">${each.officer}</th>
                  <td>${name(each.words)}</td>
                  <td class="count">${number(each.answers)}</td>
                  <td class="count">${number(each.seen)}</td>
                  <td class="count">${number(each.expected)}</td>
                  <td class="count">${chance(each.probability)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table></div>`
      : html`<p>${_("Nothing stands out.")}</p>`}
    <p class="soft definitions">${name(method)}</p>
  </section>
`;

/** @param {RatingComments} comments */
const written = ({ comments }) => html`
  <section class="card rating-comments">
    <h2>${_("What citizens wrote")}</h2>
    <p class="soft">${_("Of days that are over, without number, officer and time.")}</p>
    <ul class="lines">
      ${comments.map((each) => html`<li><small class="soft">${shown(each.day)} · ${name(each.department_name)}</small><br />${each.comment}</li>`)}
    </ul>
  </section>
`;

const LEAST = 0.000001;

/** @param {number} probability */
const chance = (probability) =>
  probability < LEAST
    ? `< ${number(LEAST, spoken(), { maximumFractionDigits: 6 })}`
    : number(probability, spoken(), { maximumSignificantDigits: 2 });

/** @param {string} day */
const shown = (day) => new Date(`${day}T00:00:00`).toLocaleDateString(spoken(), { dateStyle: "medium" });
