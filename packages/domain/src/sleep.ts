/** True for a range from 0: without requests it goes to 0, and the next one wakes it up. */
export const sleepsWhenIdle = ({ min, max }: { min: number; max: number }): boolean => min === 0 && max > 0;

/** How long without a request until a process with such a scale sleeps. */
export const idleSecondsOf = ({ idleSeconds }: { idleSeconds?: number | undefined }): number => idleSeconds ?? 600;

/** Whether nothing of a process runs because nobody asks for it; not where a range above 0 has no pod, as of a suspended tenant. */
export const isAsleep = ({ scale, desired }: { scale: { min: number; max: number }; desired: number }): boolean => desired === 0 && sleepsWhenIdle(scale);
