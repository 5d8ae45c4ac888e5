/** What a firm rarely needs: the node Clio Advanced, and the lists that other forms choose from. */
export { bankAccount } from './bankAccount';
export { calendarEntryEventType } from './calendarEntryEventType';
export { clioPaymentsPayment } from './clioPaymentsPayment';
export { documentCategory } from './documentCategory';
export { emailAddress } from './emailAddress';
export { group } from './group';
export { taskType } from './taskType';
export { timer } from './timer';
