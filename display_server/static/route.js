// The way of a visit with several stops, "1 documents → 2 fee → 3 result", as phone and panel show it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { N_, _, name } from "/static/words.js";

/** @typedef {import("./contract").RouteStop} RouteStop */

/** @type {Record<RouteStop["state"], string>} */
const STATES = { done: N_("done"), here: N_("you are here"), ahead: N_("to come") };

/**
 * @param {readonly RouteStop[]} stops
 * @param {((nth: number) => unknown) | null} [beside] drawn beside the nth stop that is to come
 */
export const route = (stops, beside = null) => html`
  <ol class="route" aria-label=${_("Your way, under one number")}>
    ${stops.map(
      (stop, at) => html`
        <li data-state=${stop.state} aria-current=${stop.state === "here" ? "step" : nothing}>
          <b>${name(stop.name)}</b>
          <small>${stop.state === "done" ? nothing : where(stop)}</small>
          <span class="visually-hidden">${_(STATES[stop.state])}</span>
          ${beside && stop.state === "ahead" ? beside(at - firstAhead(stops)) : nothing}
        </li>
      `,
    )}
  </ol>
`;

/** @param {readonly RouteStop[]} stops */
const firstAhead = (stops) => stops.findIndex((stop) => stop.state === "ahead");

/** @param {RouteStop} stop */
const where = ({ counters, zone_name }) =>
  counters ? _("Counter %(numbers)s · %(zone)s", { numbers: counters, zone: name(zone_name) }) : name(zone_name);
