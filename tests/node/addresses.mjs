// Where the pages' modules stand that scripts import by their addresses on the server; those of others are npm's own.

const ROOT = new URL("../../", import.meta.url);
const OURS = { "/static/": "display_server/static/", "/counter-panel/static/": "counter_panel/static/" };
const OTHERS = {
  "/static/vendor/lit-html/lit-html.js": "lit-html",
  "/static/vendor/socket.io.esm.min.js": "socket.io-client",
  "/static/vendor/uPlot.esm.js": "uplot",
};

export function resolve(address, context, next) {
  if (address in OTHERS) return next(OTHERS[address], { ...context, parentURL: ROOT.href });
  const prefix = Object.keys(OURS).find((each) => address.startsWith(each));
  return next(prefix ? new URL(OURS[prefix] + address.slice(prefix.length), ROOT).href : address, context);
}
