// A field in which one of the hall's departments is chosen, or none.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {{slug: string, name: import("./words").Words}} Department */

/** @param {string} field @param {string} [chosen] its slug @param {string} [none] what stands for no department */
export const departmentChoice = (field, chosen = "", none = _("All departments")) => html`
  <label>${_("Department")}
    <select name=${field}>
      <option value="">${none}</option>
      ${facts.departments.map(
        (/** @type {Department} */ each) =>
          html`<option value=${each.slug} ?selected=${each.slug === chosen}>${name(each.name)}</option>`,
      )}
    </select>
  </label>
`;
