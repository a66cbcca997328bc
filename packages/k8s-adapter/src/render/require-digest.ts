const byDigest = /^[^@\s]+@sha256:[0-9a-f]{64}$/;

/** Throws RangeError for an image that is not named by digest: a tag may name another one tomorrow. */
export function requireDigest(image: string): void {
  if (!byDigest.test(image)) throw new RangeError(`the image ${image} is not named by its digest`);
}
