import type { Request, Response } from "express";
import type { Look, Place } from "../../domain/seeing.ts";
import { currentMember } from "./locals.ts";

/** Who is looking at results of others here, for `noteSeen`. The address is the one that TRUST_PROXY makes out. */
export function lookOf(req: Request, res: Response, place: Place, subject: string): Look {
  return { viewer: currentMember(res), address: req.ip ?? "", place, subject };
}
