import { EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll } from "vitest";
import { openLive } from "../../src/aws/live/live.ts";
import { conformance } from "../conformance/suite.ts";
import { ownMoto, reset } from "./world.ts";

/** The account of every access key that moto does not know. */
const MANAGEMENT = "123456789012";

type Moto = Awaited<ReturnType<typeof ownMoto>>;

let [without, withPolicies]: (Moto | undefined)[] = [];

beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = "nobody";
  process.env["AWS_SECRET_ACCESS_KEY"] = "nothing";
  [without, withPolicies] = await Promise.all([false, true].map((managedPolicies) => ownMoto({ managedPolicies })));
});

afterAll(() => {
  without?.stop();
  withPolicies?.stop();
});

conformance("moto", async ({ managedPolicies = false }) => {
  const endpoint = (managedPolicies ? withPolicies : without)?.endpoint ?? "";
  await reset(endpoint);
  const { transport, close } = openLive({ region: "us-east-1", endpoint });
  return {
    transport,
    management: MANAGEMENT,
    async registerImage(Name) {
      const { ImageId = "" } = await new EC2Client({ region: "us-east-1", endpoint }).send(
        new RegisterImageCommand({ Name, RootDeviceName: "/dev/xvda" }),
      );
      return ImageId;
    },
    settle: async () => {},
    close: async () => close(),
  };
});
