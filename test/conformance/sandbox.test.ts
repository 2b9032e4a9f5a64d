import { openSandbox } from "../../src/aws/sandbox/sandbox.ts";
import { conformance } from "./suite.ts";

/** As long as anything takes in the sandbox. */
const MINUTE = 60_000;

conformance("sandbox", async () => {
  const { transport, world, clock, close } = await openSandbox();
  return { transport, management: world.managementAccount, settle: () => clock.sleep(MINUTE), close };
});
