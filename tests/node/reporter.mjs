// Says what failed and how many tests ran. Fewer than there must be is a failure too: files may have been left out.

const LEAST = 90;

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === "test:pass" && data.skip === undefined && data.todo === undefined) passed += 1;
    if (type === "test:fail") {
      failed += 1;
      yield `FAILED ${data.file}: ${data.name}\n${data.details.error.cause?.stack ?? data.details.error}\n\n`;
    }
  }
  yield `${passed} passed, ${failed} failed (Node)\n`;
  if (passed < LEAST) {
    process.exitCode = 1;
    yield `At least ${LEAST} tests of the pages' scripts must pass.\n`;
  }
}
