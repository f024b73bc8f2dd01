/** The name of one of the starting categories. */
export type SeedCategory =
  | 'Bills'
  | 'Clothing'
  | 'Electronics'
  | 'Food'
  | 'Groceries'
  | 'Health'
  | 'Leisure'
  | 'Savings'
  | 'Transport'
  | 'Utilities'
  | 'Others';

/** Something that people buy, with its price range in hundredths at today's prices. */
export interface SeedPurchase {
  readonly category: SeedCategory;
  /** How often, beside the others of the list. */
  readonly weight: number;
  readonly cents: readonly [number, number];
  readonly what: readonly string[];
  /** Where; missing: nowhere in particular. */
  readonly at?: readonly string[];
}

const CAFES = ['Blue Door Café', 'Corner Roastery', 'Station Kiosk', 'Café Lindqvist', 'The Copper Kettle'];
const GROCERS = ['Fairfield Market', 'Greenway', 'Nordhof', 'Old Mill Store', 'Sunday Market', 'Corner shop'];
const PLACES = [
  'Golden Noodle',
  'Trattoria Bellini',
  'Taco Norte',
  'Curry House',
  'Burger Works',
  'Sushi Kaze',
];

/** What a usual day is made of. */
export const EVERYDAY: readonly SeedPurchase[] = [
  {
    category: 'Food',
    weight: 110,
    cents: [280, 620],
    what: ['Coffee', 'Coffee to go', 'Coffee and cake', 'Coffee with Sam'],
    at: CAFES,
  },
  {
    category: 'Food',
    weight: 130,
    cents: [750, 1900],
    what: ['Lunch', 'Sandwich', 'Salad bowl', 'Soup of the day'],
    at: [...PLACES, ...CAFES],
  },
  {
    category: 'Food',
    weight: 45,
    cents: [1800, 7200],
    what: ['Dinner', 'Takeaway', 'Pizza night'],
    at: PLACES,
  },
  {
    category: 'Groceries',
    weight: 190,
    cents: [250, 3200],
    what: ['Bread and milk', 'Fruit', 'Vegetables', 'Cheese', 'Pasta and sauce', 'Breakfast things', 'Fish'],
    at: GROCERS,
  },
  { category: 'Groceries', weight: 40, cents: [3500, 14000], what: ['Groceries', 'Big shop'], at: GROCERS },
  {
    category: 'Transport',
    weight: 130,
    cents: [190, 1450],
    what: ['Bus ticket', 'Tram ticket', 'Train ticket', 'Parking', 'Bike share'],
  },
  {
    category: 'Transport',
    weight: 35,
    cents: [2800, 8900],
    what: ['Fuel', 'Taxi home', 'Car wash and fuel'],
    at: ['Northgate Fuel', 'Ring Road Station', 'City Cabs'],
  },
  {
    category: 'Leisure',
    weight: 80,
    cents: [600, 6500],
    what: ['Cinema', 'Concert', 'Museum', 'Swimming pool', 'Board game', 'Paperback', 'Pub quiz'],
  },
  {
    category: 'Clothing',
    weight: 45,
    cents: [900, 15900],
    what: ['T-shirt', 'Jeans', 'Winter jacket', 'Running shoes', 'Socks', 'Scarf', 'Raincoat'],
    at: ['Weaver & Sons', 'Second Thread', 'Lindgren', 'Outdoor Depot'],
  },
  {
    category: 'Health',
    weight: 55,
    cents: [350, 9500],
    what: ['Pharmacy', 'Physiotherapy', 'Contact lenses', 'Vitamins', 'Dentist', 'Eye test'],
  },
  {
    category: 'Electronics',
    weight: 20,
    cents: [900, 8900],
    what: ['USB cable', 'Headphones', 'Memory card', 'Keyboard', 'Light bulbs', 'Phone case'],
    at: ['Voltage', 'Circuit Corner'],
  },
  {
    category: 'Electronics',
    weight: 3,
    cents: [39000, 249000],
    what: ['Laptop', 'Phone', 'Camera', 'Television', 'Washing machine', 'Tablet'],
    at: ['Voltage', 'Circuit Corner'],
  },
  {
    category: 'Utilities',
    weight: 18,
    cents: [500, 4500],
    what: ['Phone top-up', 'Recycling bags', 'Cloud storage', 'Water filter'],
  },
  {
    category: 'Bills',
    weight: 14,
    cents: [700, 12500],
    what: ['Bank fee', 'Passport photo', 'Parking fine', 'Licence renewal', 'Chimney sweep'],
  },
  {
    category: 'Savings',
    weight: 12,
    cents: [2000, 25000],
    what: ['Rainy day fund', 'Holiday jar', 'Index fund'],
  },
  {
    category: 'Others',
    weight: 60,
    cents: [300, 9800],
    what: [
      'Haircut',
      'Gift for Alex',
      'Flowers',
      'Donation',
      'Postage',
      'Dry cleaning',
      'Cat food',
      'Plant pots',
    ],
  },
];

/** What is bought on summer holidays, far from home. */
export const ON_HOLIDAY: readonly SeedPurchase[] = [
  {
    category: 'Leisure',
    weight: 20,
    cents: [1200, 9500],
    what: ['Boat trip', 'Castle tickets', 'Beach chairs', 'Diving'],
  },
  { category: 'Leisure', weight: 5, cents: [9000, 38000], what: ['Hotel', 'Holiday flat', 'Campsite'] },
  {
    category: 'Food',
    weight: 40,
    cents: [1200, 8800],
    what: ['Seafood dinner', 'Ice cream', 'Lunch by the sea', 'Tapas'],
  },
  {
    category: 'Transport',
    weight: 18,
    cents: [900, 32000],
    what: ['Ferry', 'Rental car', 'Flight', 'Airport train'],
  },
  {
    category: 'Groceries',
    weight: 12,
    cents: [600, 5200],
    what: ['Picnic', 'Peaches and water', 'Market stall'],
  },
  { category: 'Others', weight: 5, cents: [250, 4200], what: ['Postcards', 'Sun cream', 'Souvenir magnet'] },
];

export const HOME_TOWNS = [
  'Leeds',
  'Bremen',
  'Porto',
  'Gdańsk',
  'İzmir',
  'Lyon',
  'Utrecht',
  'Malmö',
  'Graz',
  'Cork',
];
export const HOLIDAY_PLACES = [
  'Kaş',
  'Cádiz',
  'Naxos',
  'Lagos',
  'Split',
  'Bodø',
  'Sorrento',
  'Åland',
  'Sámos',
  'Brest',
];

/** Each on about one of a hundred expenses. */
export const COMMON_NOTES = [
  'paid in cash',
  'with the team',
  'on the way home',
  'for the weekend',
  'shared with Robin',
  'on sale',
  'loyalty points used',
  'second try',
  'refund pending',
  'before the trip',
];

/** Each on a few of ten thousand expenses. */
export const SELDOM_NOTES = [
  'wedding anniversary',
  'voucher from Grandma',
  'moving house',
  'conference in Zürich',
  'train was cancelled',
  'warranty until next year',
  'farewell party',
  'book club',
  'school reunion',
  'marathon weekend',
  'new neighbours',
  'power cut',
  'snowed in',
  'choir rehearsal',
  'garden show',
  'exam week',
];

/** Each on about one of a hundred thousand expenses. */
export const RARE_NOTES = [
  'lost umbrella',
  'solar eclipse',
  'lottery ticket won',
  'found a kitten',
  'broken zipper',
  'flat tyre',
  'northern lights',
  'glacier hike',
  'opera premiere',
  'vintage gramophone',
  'quicksilver thermometer',
  'jury duty',
];
