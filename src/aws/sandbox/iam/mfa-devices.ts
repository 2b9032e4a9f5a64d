import type { Caller, Handler } from "../handlers.ts";
import type { World } from "../world.ts";
import { iamOf, own, userNamed } from "./find.ts";
import { checkedPath, ownName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { alreadyExists, deleteConflict, invalid, invalidMember, noSuchEntity } from "./refusals.ts";
import { type IamUser, wholeSeconds } from "./state.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
export const createVirtualMfaDevice: Handler<"iam:CreateVirtualMFADevice"> = (world, input, at) => {
  const name = input.VirtualMFADeviceName ?? "";
  if (!/^[\w+=,.@-]{1,226}$/.test(name)) {
    invalidMember("virtualMFADeviceName", name, "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
  }
  const serial = `arn:${world.partition}:iam::${at.account}:mfa${checkedPath(input.Path)}${name}`;
  if (own(devicesOf(world, at), serial) !== undefined) {
    alreadyExists("MFADevice entity at the same path and name already exists.");
  }
  iamOf(world, at).mfaDevices = { ...devicesOf(world, at), [serial]: { serial, enableDate: null } };
  return { VirtualMFADevice: { SerialNumber: serial } };
};

/**
 * Any two codes of six digits that differ are taken: the sandbox holds no secrets.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
 */
export const enableMfaDevice: Handler<"iam:EnableMFADevice"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const serial = input.SerialNumber ?? "";
  const codes = [input.AuthenticationCode1 ?? "", input.AuthenticationCode2 ?? ""];
  if (codes.some((code) => !/^\d{6}$/.test(code)) || codes[0] === codes[1]) {
    invalid("Invalid MFA one time pass code.");
  }
  const device = own(devicesOf(world, at), serial) ?? noDevice(serial);
  if (holderOf(world, at, serial) !== undefined) {
    alreadyExists(`MFADevice ${serial} is already in use.`);
  }
  device.enableDate = wholeSeconds(at.now);
  user.mfaDevices.push(serial);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export const resyncMfaDevice: Handler<"iam:ResyncMFADevice"> = (world, input, at) => {
  checkHolds(userNamed(world, at, input.UserName), input.SerialNumber);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
export const deactivateMfaDevice: Handler<"iam:DeactivateMFADevice"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  checkHolds(user, input.SerialNumber);
  user.mfaDevices = user.mfaDevices.filter((serial) => serial !== input.SerialNumber);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
export const deleteVirtualMfaDevice: Handler<"iam:DeleteVirtualMFADevice"> = (world, input, at) => {
  const serial = input.SerialNumber ?? "";
  if (holderOf(world, at, serial) !== undefined) {
    deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
  }
  if (own(devicesOf(world, at), serial) === undefined) {
    noDevice(serial);
  }
  delete devicesOf(world, at)[serial];
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const listMfaDevices: Handler<"iam:ListMFADevices"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  const { items, more } = markerPage(world, "mfa-devices", user.mfaDevices, (serial) => serial, input);
  return {
    MFADevices: items.map((serial) => ({
      UserName: user.name,
      SerialNumber: serial,
      EnableDate: new Date(own(devicesOf(world, at), serial)?.enableDate ?? user.createDate),
    })),
    ...more,
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export const listVirtualMfaDevices: Handler<"iam:ListVirtualMFADevices"> = (world, input, at) => {
  const wanted = input.AssignmentStatus ?? "Any";
  const serials = Object.keys(devicesOf(world, at)).filter((serial) => {
    const isAssigned = holderOf(world, at, serial) !== undefined;
    return wanted === "Any" || isAssigned === (wanted === "Assigned");
  });
  const { items, more } = markerPage(world, "virtual-mfa-devices", serials, (serial) => serial, input);
  return { VirtualMFADevices: items.map((serial) => ({ SerialNumber: serial })), ...more };
};

function devicesOf(world: World, at: Caller) {
  return iamOf(world, at).mfaDevices ?? {};
}

function holderOf(world: World, at: Caller, serial: string): IamUser | undefined {
  return Object.values(iamOf(world, at).users).find((user) => user.mfaDevices.includes(serial));
}

function checkHolds(user: IamUser, serial: string | undefined): void {
  if (!user.mfaDevices.includes(serial ?? "")) {
    noDevice(serial ?? "");
  }
}

function noDevice(serial: string): never {
  noSuchEntity(`MFA Device with serial number ${serial} does not exist.`);
}
