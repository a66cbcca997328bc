/** The Debian release of the base images. */
export const suite = 'bookworm';

/** Where programs are looked for in them. */
export const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
