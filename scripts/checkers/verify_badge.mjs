// Verifies an Open Badge with Digital Bazaar's libraries, without any network: {badge, issuer, contexts} on stdin, the
// issuer's profile and the JSON-LD contexts by their addresses. Writes {verified, errors}.

import { readFileSync } from "node:fs";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";

const { badge, issuer, contexts } = JSON.parse(readFileSync(0, "utf8"));

const documentLoader = async address => {
  const method = issuer.verificationMethod.find(one => one.id === address);
  const document = method
    ? { "@context": "https://w3id.org/security/multikey/v1", ...method }
    : address === issuer.id ? issuer : contexts[address];
  if (!document) throw new Error(`nothing is known of ${address}`);
  return { contextUrl: null, documentUrl: address, document };
};

const suite = new DataIntegrityProof({ cryptosuite });
const { verified, error } = await vc.verifyCredential({ credential: badge, suite, documentLoader });
const errors = (error?.errors ?? (error ? [error] : [])).map(one => one.message);
console.log(JSON.stringify({ verified, errors }));
