/** Plain values of the records that stand inside others and are no resource of their own (yet). */
export const kinds: Record<string, string> = {
	account: 'id etag name state created_at updated_at',
	accountBalance: 'id balance type name currency_id',
	activityCalendarEntry: 'id etag calendar_owner_id',
	activityDescriptionRate: 'amount non_billable_amount type hierarchy',
	activityTask: 'id etag',
	activityTextMessageConversation: 'id etag',
	address: 'id etag street city province postal_code country name created_at updated_at primary',
	attendee: 'id etag type name enabled email created_at updated_at',
	attorneyAllocation:
		'id etag account_id resource_id resource_type originating_attorney_allocation responsible_attorney_allocation created_at updated_at',
	avatar: 'id etag created_at updated_at url',
	balance: 'id amount type interest_amount due',
	cascadingSource: 'id name',
	clientPortal: 'id etag created_at updated_at unread_count unread_notifiable_count',
	communicationEmlFile: 'id',
	conferenceMeeting:
		'conference_id conference_password created_at etag id join_url type source_id updated_at',
	contingencyFee: 'id etag created_at updated_at show_contingency_award',
	conversationMembership: 'id etag read archived created_at updated_at',
	creator:
		'account_owner clio_connect court_rules_default_attendee default_calendar_id email enabled etag id type initials first_name last_name name phone_number rate subscription_type time_zone roles created_at updated_at',
	customFieldSetAssociation: 'id etag display_order created_at updated_at',
	customFieldValue:
		'id etag field_name created_at updated_at field_type field_required field_displayed field_display_order value soft_deleted custom_field picklist_option matter contact',
	customRate: 'type on_invoice rates',
	discount: 'rate type note early_payment_rate early_payment_period',
	evergreenRetainer: 'id created_at updated_at etag minimum_threshold',
	externalProperty: 'id etag name value created_at updated_at',
	growAccount: 'id firm_name',
	growAddress: 'street city province postal_code country',
	growClient: 'id full_name phone_number primary_email address',
	growCustomFieldValue:
		'id global_id clio_id field_name field_type value raw_value custom_field picklist_option created_at updated_at',
	growMatterOfContact: 'id',
	growNamed: 'id name',
	instantMessenger: 'id etag address name created_at updated_at',
	interest: 'balance period rate total type',
	jobTitle: 'id etag name initials',
	kycFieldValue:
		'id etag field_name field_label created_at updated_at field_type field_value field_possible_values group',
	legalAidUkActivity:
		'activity_sub_category advocacy base_rate bolt_ons bolt_ons_summary court eligible_for_sqm expert form_of_civil_legal_service id is_custom_rate json_key region tax_exclusive uplift user_type',
	legalAidUkBill:
		'additional_travel_payment adjourned_hearing_fee advocacy_costs advice_time bill_type case_concluded case_stage_level cla_exemption_code cla_reference cmrh_oral cmrh_telephone cost_of_counsel costs_are_those_of court_location date_of_claim designated_accredited_representative detention_travel_and_waiting_costs disbursements_vat exceptional_case_funding_reference exemption_criteria_satisfied fee_code follow_on_work ho_interview ho_ucn id independent_medical_reports_claimed jr_form_filling maat_id meetings_attended mht_ref_no net_disbursements net_profit_costs niat_disbursement_prior_authority_number number_of_attendances outcome_for_the_client profit_costs_ex_vat prior_authority_reference representation_order_date stage_reached substantive_hearing travel_and_waiting_costs travel_time value_of_costs waiting_time',
	legalAidUkContact:
		'id disability disability_code ethnicity ethnicity_title financially_eligible gender gender_title national_insurance_number',
	legalAidUkMatter:
		'access_point laa_office_number ait_hearing_centre attended_several_hearings_acting_for_multiple_clients bill_ho_ucn bill_number_of_attendances bill_outcome_for_the_client_code bill_stage_reached_code case_reference case_start_date category category_as_string certificate_effective_date certificate_expiration_date certificate_number certificate_scope certification_type change_of_solicitor client_equal_opportunity_monitoring client_type clr_start_date clr_total_profit_costs cost_limit counsel court court_id court_id_code created_at delivery_location dscc_number duty_solicitor etag exceptional_case_funding_reference expense_limit fee_scheme first_conducting_solicitor id irc_surgery legacy_case legal_representation_number lh_total_disbursements lh_start_date lh_total_profit_costs linked_matter_id local_authority_number maat_id matter_type matter_type_code matter_type_1 matter_type_1_code matter_type_1_title matter_type_2 matter_type_2_code matter_type_2_title matter_types_combined number_of_clients_seen_at_surgery number_of_clients party police_station post_transfer_clients_represented postal_application_accepted prior_authority_reference prison_id prison_law_prior_approval_number procurement_area region related_claims_number representation_order_date schedule_reference_number scheme_id session_type solicitor_type standard_fee_category surgery_clients_resulting_in_a_legal_help_matter_opened surgery_clients surgery_date transfer_date type_of_advice type_of_service ucn ufn undesignated_area_court updated_at user_type youth_court',
	lien: 'id amount description etag lien_type mark_as_lien created_at updated_at',
	lineItemTotals: 'quantity price discount_percent total sub_total',
	matterBalance: 'id amount',
	matterBillRecipient: 'created_at etag id updated_at recipient',
	matterBudget:
		'id etag budget include_expenses notification_threshold notify_users created_at updated_at',
	notificationEventSubscriber: 'id etag user_id name created_at updated_at',
	notificationMethod: 'id etag type email_address is_default_email_address created_at updated_at',
	notifiedEvent:
		'id etag message icon title title_url description description_url primary_detail primary_detail_url secondary_detail secondary_detail_url occurred_at mobile_icon subject_type subject_id',
	participant:
		'id etag created_at updated_at type identifier secondary_identifier enabled name initials job_title_name',
	paymentProfile:
		'id etag created_at updated_at billing_setting_id name terms discount_rate discount_period interest_rate interest_period interest_type',
	picklistOption: 'id etag option deleted_at created_at updated_at',
	plainCustomFieldValue:
		'id etag field_name created_at updated_at field_type field_required field_displayed field_display_order value soft_deleted',
	polymorphicObject: 'id type identifier secondary_identifier tertiary_identifier',
	reminderTemplate: 'id etag duration notification_type created_at updated_at',
	splitInvoice:
		'id bill_id linked_invoices_display_numbers linked_invoices_ids split_connection_id split_portion etag created_at updated_at',
	splitInvoicePayer:
		'id contact_id matter_id send_to_bill_recipients split_portion etag created_at updated_at',
	taskTemplateListInstance: 'id etag created_at updated_at',
	timer: 'id etag start_time elapsed_time created_at updated_at',
	webSite: 'id etag address name default_web_site created_at updated_at',
};
