import { apiRequest, everyday } from '../../clio/resources';
import { form } from './form';

/** The build writes the finished form in this file's place (gulpfile.js): n8n starts sooner. */
export const properties = form([...everyday, apiRequest]);
