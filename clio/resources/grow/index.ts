/** Clio Grow: what a firm knows of its leads before they are clients. */
export { growConnectedUser } from './growConnectedUser';
export { growContact } from './growContact';
export { growContactNote } from './growContactNote';
export { growCustomAction } from './growCustomAction';
export { growLead } from './growLead';
export { growLeadInbox } from './growLeadInbox';
export { growLocation } from './growLocation';
export { growMatter } from './growMatter';
export { growMatterNote } from './growMatterNote';
export { growMatterType } from './growMatterType';
export { growSource } from './growSource';
export { growUser } from './growUser';
