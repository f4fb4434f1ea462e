// What a page's script finds when it starts, for Node: its addresses, and the block that the shell gives. No DOM beyond.

import { register } from "node:module";

register("./addresses.mjs", import.meta.url);

const given = {
  language: "en",
  words: { vi: { Open: "Đang mở", "%(count)s minute": "%(count)s phút", "back at %(time)s": "hẹn quay lại lúc %(time)s" } },
  facts: { hall: "dong-nai", counter: 12 },
};

globalThis.document = {
  getElementById: (id) => (id === "given" ? { textContent: JSON.stringify(given) } : null),
  documentElement: { lang: given.language },
};
