import { catalogue } from '../../clio/resources/catalogue';

describe('The catalogue', () => {
	it('is plain data: the package has it as JSON', () => {
		expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
	});
});
