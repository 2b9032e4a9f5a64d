import { openSandbox } from "../../src/aws/sandbox/sandbox.ts";
import { conformance } from "./suite.ts";

/** As long as anything takes in the sandbox. */
const MINUTE = 60_000;

conformance("sandbox", async () => {
  const { transport, world, clock, raw, close } = await openSandbox();
  return {
    transport,
    management: world.managementAccount,
    async registerImage(name) {
      const made = await raw({ service: "ec2", operation: "RegisterImage", input: { Name: name } });
      return (made as { ImageId: string }).ImageId;
    },
    settle: () => clock.sleep(MINUTE),
    close,
  };
});
