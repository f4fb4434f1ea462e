// How a visit ended, in words.

import { N_ } from "/static/words.js";

/** @type {Readonly<Record<import("./contract").VisitOutcome, string>>} */
export const OUTCOMES = {
  received: N_("Dossier received"),
  supplement: N_("Supplement requested"),
  refused: N_("Dossier refused"),
  returned: N_("Result returned"),
  guidance: N_("Guidance given"),
  withdrawn: N_("Dossier withdrawn"),
};
