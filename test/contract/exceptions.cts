/** Where the catalogue and Clio's OpenAPI file differ on purpose. One that is no longer needed fails the test. */
export interface Exception {
	/** Who says what the other does not. */
	only: 'Clio' | 'catalogue' | 'both';
	/** `<resource> <topic>: <statement>` */
	says: RegExp;
	why: string;
	/** Sections of the project's fact sheet, or what in Clio's file itself. */
	source: string;
}

export const exceptions: Exception[] = [
	// Bodies
	{
		only: 'Clio',
		says: /^contact POST: co_counsel_rate(\.rate)?(: \w+)?$/,
		why: 'Clio takes the rate of co-counsel on an update only',
		source: 'the text of the field; facts 5.2',
	},
	{
		only: 'both',
		says: /^contact POST: name is required/,
		why: 'A person may have a first and a last name instead',
		source: 'the section on contact names; facts 5.2',
	},
	{
		only: 'both',
		says: /^note POST: (matter|contact) is required/,
		why: 'The schema requires both, Clio itself the one that the type names',
		source: 'the text of the field type; facts 5.7 and trap 16',
	},
	{
		only: 'both',
		says: /^calendarEntry (POST|PATCH): attendees\.type = (Calendar|Contact)$/,
		why: 'The two types stand in the text of the field, not in its schema',
		source: 'the text of the field; facts 5.6',
	},
	{
		only: 'both',
		says: /^note (POST|PATCH): detail_text_type = (plain|rich)_text$/,
		why: 'The values stand in the schema of the answer, not in that of the body',
		source: 'the schema of Note; facts 5.7',
	},
	{
		only: 'both',
		says: /^communication (POST|PATCH): received_at: (string|time)$/,
		why: 'A time by the text of the field; the schema forgets the format',
		source: 'the text of the field; facts 5.7',
	},
	{
		only: 'both',
		says: /^task (POST|PATCH): due_at: (day|time)$/,
		why: 'A day by the text of the field and by the answer; the schema says a time',
		source: 'the text of the field; the schema of Task',
	},
	{
		only: 'Clio',
		says: /^task (POST|PATCH): cascading_offset_(polarity|type) = /,
		why: 'The values of the two are the wrong way round; passed on as typed',
		source: 'the texts of the fields; facts 5.5',
	},
	{
		only: 'catalogue',
		says: /^relationship POST: (matter|contact) is required$/,
		why: 'The schema requires nothing, but a relationship without its two ends is none',
		source: 'facts 5.7',
	},
	{
		only: 'catalogue',
		says: /^(grant POST: name|grantFundingSource POST: name|activityRate POST: rate) is required$/,
		why: 'The schema does not require it, but without it the record says nothing',
		source: 'the schema of the body',
	},
	{
		only: 'both',
		says: /^lineItem PATCH: discount\.type(: (string|yes or no)| = (percentage|money))$/,
		why: 'One of two words by the text of the field; the schema says yes or no',
		source: 'the text of the field; facts 5.8',
	},
	{
		only: 'both',
		says: /^medicalRecordsDetail (POST|PATCH): \w+_(start|end|request|follow_up)_date: (day|time)$/,
		why: 'Days by the texts of the fields; the schema says times',
		source: 'the texts of the fields',
	},
	{
		only: 'catalogue',
		says: /^note POST: detail is required$/,
		why: 'The schema does not require it, but a note without a text is none',
		source: 'facts 5.7',
	},
	{
		only: 'catalogue',
		says: /^trustRequest POST: matter is required where trust_type is matter$/,
		why: 'The schema cannot say what holds for one type only',
		source: 'facts 5.8',
	},
	{
		only: 'Clio',
		says: /^customField POST: picklist_options\.(id|_deleted)(: [\w ]+)?$/,
		why: 'A new field has no options yet to change or remove',
		source: 'the text of the field id; facts 5.1',
	},
	{
		only: 'catalogue',
		says: /^activityDescription POST: groups\._deleted(: yes or no)?$/,
		why: 'Additional JSON takes the removal in every list of others; a new category has none to remove',
		source: 'facts, trap 13',
	},
	{
		only: 'Clio',
		says: /^document PATCH: parent\.type = Document$/,
		why: 'A document that is there becomes no version of another: versions are uploaded',
		source: 'facts 4.1',
	},
	{
		only: 'Clio',
		says: /^folder POST: restore(: yes or no)?$/,
		why: 'A new folder is not in the trash',
		source: 'the text of the field',
	},
	{
		only: 'Clio',
		says: /^documentCopy POST: external_properties\.(id|_destroy)(: [\w ]+)?$/,
		why: 'A copy has no properties yet to change or remove',
		source: 'the text of the operation',
	},
	{
		only: 'both',
		says: /^documentArchive POST: items\.type(: (number|string)| = (Document|Folder))$/,
		why: 'A number by the schema, but no list of numbers anywhere; elsewhere types are words',
		source: 'facts 4.4',
	},
	{
		only: 'catalogue',
		says: /^documentTemplate POST: filename is required$/,
		why: 'A file as Base64 has no name of its own',
		source: 'the text of the field',
	},
	{
		only: 'catalogue',
		says: /^calendarVisibility PATCH: visible = (true|false)$/,
		why: 'Text by the schema, which has no values; yes or no by the text of the field',
		source: 'the text of the field; the schema of CalendarVisibility',
	},
	{
		only: 'both',
		says: /^reportPreset (POST|PATCH): options: (record|string)$/,
		why: 'The schema says text, the example beside it sends an object',
		source: 'the section on report presets',
	},
	{
		only: 'catalogue',
		says: /^taskTemplate (POST|PATCH): reminder_templates\.duration_unit = /,
		why: 'The units are those of reminders, where the schema has them',
		source: 'the schema of the body of Reminder',
	},
	{
		only: 'Clio',
		says: /^reportSchedule (POST|PATCH): time_zone = /,
		why: 'Some 600 names of time zones are no menu: one is typed, and Clio checks it',
		source: 'the schema of the body',
	},
	{
		only: 'catalogue',
		says: /^group POST: name is required$/,
		why: 'The schema does not require it, but a group is nothing but its name here',
		source: 'the schema of the body',
	},
	{
		only: 'catalogue',
		says: /^webhook POST: events is required$/,
		why: 'What Clio does without events is not known: they are always sent',
		source: 'facts 3.1',
	},

	// Filters
	{
		only: 'both',
		says: /^allocation filters: parent_type(: \w+| = \w+)$/,
		why: 'One of two names by the text of the filter and by the answers; the schema says a number',
		source: 'the text of the filter; the schema of PolymorphicObject',
	},
	{
		only: 'catalogue',
		says: /^lineItem filters: kind = (Service|Expense|Product)$/,
		why: 'The values stand in the schema of the body, not in that of the filter',
		source: 'the schema of the body; facts, section 6',
	},
	{
		only: 'both',
		says: /^(activity|expense|timeEntry) filters: (start|end)_date: (day|time)$/,
		why: 'Days by the text of the filters; the schema says times',
		source: 'the texts of the filters',
	},
	{
		only: 'Clio',
		says: /^matter filters: (open|close|pending)_date\[\] = (>|<|=)DATE$/,
		why: 'From and To are inclusive and say all that can be said of days',
		source: 'facts 2.4',
	},
	{
		only: 'Clio',
		says: /^(contact|matter|bill|billable\w+) filters: custom_field_values\b/,
		why: 'Its name has the id of the field in it: made of the conditions on custom fields, and tested there',
		source: 'facts 2.4 and 5.1',
	},
	{
		only: 'Clio',
		says: /^task filters: status(: string| = \w+)?$/,
		why: 'Status takes several values and is sent as statuses[]',
		source: 'the texts of the two filters',
	},
	{
		only: 'both',
		says: /^documentVersion filters: id(: number| is required)?$/,
		why: 'The document is in the address; the file has it a second time, among the filters',
		source: 'the two parameters id of the operation',
	},
	{
		only: 'Clio',
		says: /^documentCategory filters: query(: string| = name)?$/,
		why: 'By its schema it takes nothing but the word "name"',
		source: 'the schema of the filter',
	},
	{
		only: 'both',
		says: /^matterDocket filters: status = (not_started|in_progress|failed),?$/,
		why: 'The commas belong to the list in the file, not to its values',
		source: 'the schema of the filter; that of MatterDocket',
	},
	{
		only: 'both',
		says: /^matterDocketPreview filters: start_date: (day|time)$/,
		why: 'A day by the text of the filter, as on a new docket; the schema says a time',
		source: 'the text of the filter',
	},
	{
		only: 'catalogue',
		says: /^report filters: (category|source|state) = |^report(Preset)? filters: output_format = /,
		why: 'The values stand in the schema of the answer, not in that of the filter',
		source: 'the schema of Report',
	},

	// Answers
	{
		only: 'Clio',
		says: / reads: \w+\{(currency|avatar)\}$/,
		why: 'A record within a record within the record: one level of braces gives its id at most',
		source: 'facts 2.3 and trap 2',
	},
	{
		only: 'Clio',
		says: /^conversation reads: memberships\{member\}$/,
		why: 'A record within a record within the record: one level of braces gives its id at most',
		source: 'facts 2.3 and trap 2',
	},
	{
		only: 'both',
		says: /^conversationMessage reads: (sender|receivers)(\{\w+\})?$/,
		why: 'Clio’s file is silent on what is in them; they are people, as those of calls and e-mails are',
		source: 'the empty schema UnredactedParticipant_base',
	},
	{
		only: 'Clio',
		says: /^document(Copy)? reads: latest_document_version\{creator\}$/,
		why: 'A record a level too deep',
		source: 'facts 2.3',
	},
	{
		only: 'Clio',
		says: /^(contact|user|connectedUser|matter(Client|Contact|RelatedContact)) reads: avatar\{_destroy\}$/,
		why: 'An order to remove the picture, not a value of it',
		source: 'the text of the field',
	},
	{
		only: 'Clio',
		says: /^\w+ reads: (\w+\{)?(put_url|put_headers|multiparts)\b/,
		why: 'Where an upload puts its bytes: whoever has the address can do so',
		source: 'facts 4.1',
	},
];

export const exceptionsOfGrow: Exception[] = [
	{
		only: 'Clio',
		says: /^growLead reads: (from_message|from_source|referring_url)$/,
		why: 'Only the answer to a new lead has them: no form promises what Get and Get Many do not give',
		source: 'the schemas of inbox_lead and inbox_lead_create_response; facts, Platform 7',
	},
];

/** Of requests that no resource of the catalogue makes. */
export const exceptionsOfRequests: Exception[] = [
	{
		only: 'both',
		says: /^grantFundingSource DELETE: data is required\b/,
		why: 'The schema has the name again, as for an update; there is nothing to say of what goes',
		source: 'the schema, the same as that of the update',
	},
	{
		only: 'catalogue',
		says: /^webhook operations: PUT \/webhooks\/\d+\/activate$/,
		why: 'The delayed handshake stands in the text of the section only',
		source: 'facts 3.4',
	},
	{
		only: 'catalogue',
		says: /^(contact|matter) PATCH: custom_field_values\.id: string$/,
		why: 'The id of a value has its type in it, as in text_line-123; the schema says a number',
		source: 'the text of the field and the schema of the answer; facts 5.1 and trap 14',
	},
];

/** Whether an exception knows of a difference, and says why. */
export const explains = (except: Exception, only: Exception['only'], says: string): boolean =>
	['both', only].includes(except.only) && except.says.test(says);
