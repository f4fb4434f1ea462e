// The page that somebody has signed in for, where no other one sent them.

/** @typedef {import("./commands").Person} Person */

/** @param {Person} person */
export function ownPage({ role, hall, counter }) {
  if (hall && (role === "manager" || role === "supervisor")) return `/manager/${hall}`;
  if (hall && counter) return `/counter/${hall}/${counter}`;
  if (role === "manager") return "/manager";
  return role === "admin" ? "/admin" : "/";
}
