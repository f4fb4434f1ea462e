// A hall's services as its catalogue names them, for tests.

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").ServiceEntry} ServiceEntry */

/** @param {string} slug @param {string} vi @param {string} en @returns {ServiceEntry} */
const service = (slug, vi, en) => ({
  slug,
  name: { vi, en },
  prefix: "A",
  open: true,
  why_closed: null,
  people_ahead: 0,
  counters_serving: 1,
  wait: null,
  last_ticket_at: null,
  not_now: null,
  keywords: [],
  papers: [],
  online: null,
});

export const DEPARTMENTS = [
  { slug: "land", name: { vi: "Đất đai", en: "Land" }, zone: "east", services: [service("land", "Cấp sổ đỏ", "Land titles")] },
  {
    slug: "tax",
    name: { vi: "Thuế", en: "Taxes" },
    zone: "west",
    services: [service("tax", "Nộp thuế", "Paying taxes"), service("refund", "Hoàn thuế", "Refunds")],
  },
];

/** What of a catalogue the panel reads. */
export const CATALOGUE = /** @type {Catalogue} */ (/** @type {unknown} */ ({ departments: DEPARTMENTS }));

/** A hall of so many services. @param {number} count */
export const LARGE = (count) =>
  /** @type {Catalogue} */ (
    /** @type {unknown} */ ({
      departments: [
        { ...DEPARTMENTS[0], services: Array.from({ length: count }, (_, n) => service(`s${n}`, `Dịch vụ ${n}`, `Service ${n}`)) },
      ],
    })
  );
