import { grow } from '../../clio/resources';
import { form } from '../Clio/form';

/** The build writes the finished form in this file's place (gulpfile.js): n8n starts sooner. */
export const properties = form(grow);
