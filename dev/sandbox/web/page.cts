import { frame } from './frame.cts';
export const page = frame('Marlow & Finch LLP', '<main></main>');
