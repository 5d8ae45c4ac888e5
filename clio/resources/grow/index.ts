export { growMatter } from './growMatter';
