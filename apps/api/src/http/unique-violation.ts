import { Prisma } from '@berth/db';

/** True when a row was refused because another one has its unique value. */
export const isUniqueViolation = (error: unknown): boolean => error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
