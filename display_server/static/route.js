// The way of a visit with several stops, "1 documents → 2 fee → 3 result", as phone and panel show it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { N_, _, name } from "/static/words.js";

/** @typedef {import("./contract").RouteStop} RouteStop */

/** @type {Record<RouteStop["state"], string>} */
const STATES = { done: N_("done"), here: N_("you are here"), ahead: N_("to come") };

/** @param {readonly RouteStop[]} stops */
export const route = (stops) => html`
  <ol class="route" aria-label=${_("Your way, under one number")}>
    ${stops.map(
      (stop) => html`
        <li data-state=${stop.state} aria-current=${stop.state === "here" ? "step" : nothing}>
          <b>${name(stop.name)}</b>
          <small>${stop.state === "done" ? nothing : where(stop)}</small>
          <span class="visually-hidden">${_(STATES[stop.state])}</span>
        </li>
      `,
    )}
  </ol>
`;

/** @param {RouteStop} stop */
const where = ({ counters, zone_name }) =>
  counters ? _("Counter %(numbers)s · %(zone)s", { numbers: counters, zone: name(zone_name) }) : name(zone_name);
