import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";
import { organization } from "./furniture.ts";

const NO_IMAGE = { ImageId: "ami-00000000000000000" };
const ATTRIBUTE = { Attribute: "launchPermission" } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html */
const imageShape = (id: string): Shape => ({
  ImageId: exactly(id),
  Name: exactly("base"),
  OwnerId: "text",
  Public: exactly(false),
  State: exactly("available"),
  CreationDate: "text",
});

export const IMAGES: readonly Case[] = [
  {
    title: "gives launch permissions of an image, and takes them back whether they are there or not",
    async play(stage) {
      const { answer, refusal, image } = stage;
      await organization(stage);
      const { Organization: ours } = await stage.make("organizations:DescribeOrganization", {});
      const ImageId = await image("base");
      await answer("ec2:DescribeImages", { Owners: ["self"], MaxResults: 1000 }, { Images: [imageShape(ImageId)] });
      const asked = { ImageId, ...ATTRIBUTE };
      const known = { ImageId: exactly(ImageId) };
      await answer("ec2:DescribeImageAttribute", asked, { ...known, LaunchPermissions: maybe([]) });
      const [stranger, everybody] = [{ UserId: "999999999999" }, { Group: "all" } as const];
      const organizationArn = { OrganizationArn: ours?.Arn ?? "" };
      const Add = [stranger, everybody, organizationArn];
      await answer("ec2:ModifyImageAttribute", { ImageId, LaunchPermission: { Add } }, {});
      const Remove = [stranger, everybody];
      await answer("ec2:ModifyImageAttribute", { ImageId, LaunchPermission: { Remove } }, {});
      await answer("ec2:ModifyImageAttribute", { ImageId, LaunchPermission: { Remove } }, {});
      const left = [{ OrganizationArn: exactly(organizationArn.OrganizationArn) }] as const;
      await answer("ec2:DescribeImageAttribute", asked, { ...known, LaunchPermissions: left });
      const Nonsense = { ImageId, LaunchPermission: { Add: [{ UserId: "12345" }] } };
      await refusal("ec2:ModifyImageAttribute", Nonsense, "InvalidAMIAttributeItemValue");
    },
  },
  {
    title: "knows no image that is not there",
    async play({ answer, refusal }) {
      await answer("ec2:DescribeImages", { Owners: ["self"], MaxResults: 1000 }, { Images: maybe([]) });
      await refusal("ec2:DescribeImages", { ImageIds: [NO_IMAGE.ImageId] }, "InvalidAMIID.NotFound");
      await refusal("ec2:DescribeImageAttribute", { ...NO_IMAGE, ...ATTRIBUTE }, "InvalidAMIID.NotFound");
      const LaunchPermission = { Remove: [{ UserId: "999999999999" }] };
      await refusal("ec2:ModifyImageAttribute", { ...NO_IMAGE, LaunchPermission }, "InvalidAMIID.NotFound");
    },
  },
  {
    title: "says which regions an account has to opt in to",
    async play({ answer }) {
      const region = (name: string, status: string): Shape => ({
        RegionName: exactly(name),
        Endpoint: exactly(`ec2.${name}.amazonaws.com`),
        OptInStatus: exactly(status),
      });
      const asked = { RegionNames: ["eu-west-1"], AllRegions: true };
      await answer("ec2:DescribeRegions", asked, { Regions: [region("eu-west-1", "opt-in-not-required")] });
      const shut = { RegionNames: ["me-south-1"], AllRegions: true };
      await answer("ec2:DescribeRegions", shut, { Regions: [region("me-south-1", "not-opted-in")] });
    },
  },
];
