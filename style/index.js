import './base.css';
import './app.css';
import './grid.css';
