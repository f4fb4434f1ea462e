// An OpenID Connect provider for tests: oidc-provider with its own pages, where everybody is who they say.
//
//     node tests/node/oidc_provider.mjs PORT REDIRECT_URI
//
// What it tells of a person stands in the name that they sign in with: "minh", or "email:minh@example.vn:unverified".

import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "motcua", client_secret: "secret of the test", redirect_uris: [redirectUri] }],
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  cookies: { keys: ["of the test"] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => claims(id) }),
});

/** @param {string} id */
function claims(id) {
  const [kind, email, verified] = id.split(":");
  if (kind !== "email") return { sub: id, preferred_username: id };
  return { sub: id, preferred_username: "somebody", email, email_verified: verified === "verified" };
}

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
