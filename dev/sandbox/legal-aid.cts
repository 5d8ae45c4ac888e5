import { words, type Kind } from './vocabulary.cts';

/** Legal aid in England and Wales: read-only at Clio, never filled here, but known by name. */
export const legalAid: Kind[] = [
	{
		name: 'LegalAidUkActivity',
		fields: words(`activity_sub_category advocacy base_rate bolt_ons bolt_ons_summary court
			eligible_for_sqm expert form_of_civil_legal_service id is_custom_rate json_key region
			tax_exclusive uplift user_type`),
	},
	{
		name: 'LegalAidUkBill',
		fields:
			words(`additional_travel_payment adjourned_hearing_fee advocacy_costs advice_time bill_type
			case_concluded case_stage_level cla_exemption_code cla_reference cmrh_oral
			cmrh_telephone cost_of_counsel costs_are_those_of court_location date_of_claim
			designated_accredited_representative detention_travel_and_waiting_costs
			disbursements_vat exceptional_case_funding_reference exemption_criteria_satisfied
			fee_code follow_on_work ho_interview ho_ucn id independent_medical_reports_claimed
			jr_form_filling maat_id meetings_attended mht_ref_no net_disbursements net_profit_costs
			niat_disbursement_prior_authority_number number_of_attendances outcome_for_the_client
			profit_costs_ex_vat prior_authority_reference representation_order_date stage_reached
			substantive_hearing travel_and_waiting_costs travel_time value_of_costs waiting_time`),
	},
	{
		name: 'LegalAidUkContact',
		fields: words(`id disability disability_code ethnicity ethnicity_title financially_eligible
			gender gender_title national_insurance_number`),
	},
	{
		name: 'LegalAidUkMatter',
		fields: words(`access_point laa_office_number ait_hearing_centre
			attended_several_hearings_acting_for_multiple_clients bill_ho_ucn
			bill_number_of_attendances bill_outcome_for_the_client_code bill_stage_reached_code
			case_reference case_start_date category category_as_string certificate_effective_date
			certificate_expiration_date certificate_number certificate_scope certification_type
			change_of_solicitor client_equal_opportunity_monitoring client_type clr_start_date
			clr_total_profit_costs cost_limit counsel court court_id court_id_code created_at
			delivery_location dscc_number duty_solicitor etag exceptional_case_funding_reference
			expense_limit fee_scheme first_conducting_solicitor id irc_surgery legacy_case
			legal_representation_number lh_total_disbursements lh_start_date lh_total_profit_costs
			linked_matter_id local_authority_number maat_id matter_type matter_type_code matter_type_1
			matter_type_1_code matter_type_1_title matter_type_2 matter_type_2_code
			matter_type_2_title matter_types_combined number_of_clients_seen_at_surgery
			number_of_clients party police_station post_transfer_clients_represented
			postal_application_accepted prior_authority_reference prison_id
			prison_law_prior_approval_number procurement_area region related_claims_number
			representation_order_date schedule_reference_number scheme_id session_type solicitor_type
			standard_fee_category surgery_clients_resulting_in_a_legal_help_matter_opened
			surgery_clients surgery_date transfer_date type_of_advice type_of_service ucn ufn
			undesignated_area_court updated_at user_type youth_court`),
	},
];
