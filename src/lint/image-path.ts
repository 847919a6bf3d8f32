/** Paths of an image, as dracut lays it out: /bin, /sbin and /lib are links into /usr. */
export const merged = (path: string): string => path.replace(/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/');

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
