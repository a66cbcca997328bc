import type { Metadata } from 'next';
import { NothingHere } from '../src/account/nothing-here.tsx';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return <main className="narrow" id="main"><NothingHere /></main>;
}
