import { catalogue } from '../../clio/resources/catalogue';

describe('The catalogue', () => {
	// A fact that is undefined is none.
	it('is plain data: the package has it as JSON', () => {
		expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
	});
});
