// What people are called in a hall.

import { N_ } from "/static/words.js";

/** @type {Readonly<Record<string, string>>} */
export const ROLES = {
  receptionist: N_("Receptionist (contracted)"),
  officer: N_("Officer"),
  supervisor: N_("Supervisor of departments"),
  manager: N_("Manager"),
  admin: N_("Administrator"),
};
